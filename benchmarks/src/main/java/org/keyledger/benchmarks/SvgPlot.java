package org.keyledger.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws panels side by side as SVG 1.1, with a logarithmic x axis and a linear y axis from zero. */
final class SvgPlot {

    private static final int WIDTH = 270;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int RIGHT = 30;
    private static final int TOP = 36;
    private static final int BOTTOM = 44;
    private static final int STEPS = 4;
    private static final int ABOVE = -8;
    private static final int BELOW = 16;
    private static final MathContext DIGITS = new MathContext(3);
    private static final List<String> COLOURS = List.of("#0b5fa5", "#767676");

    record Point(double across, double up) {}

    /** Points from left to right; the name is empty for a single line. */
    record Line(String name, List<Point> points) {}

    /** One plot with a title and the label of its x axis. */
    record Panel(String title, String across, List<Line> lines) {

        Panel(String title, String across, Line... lines) {
            this(title, across, List.of(lines));
        }
    }

    private final Panel panel;
    private final int lowest;
    private final int highest;
    private final double max;

    private SvgPlot(Panel panel) {
        this.panel = panel;
        List<Point> all =
                panel.lines().stream().flatMap(line -> line.points().stream()).toList();
        this.lowest = (int) Math.floor(
                Math.log10(all.stream().mapToDouble(Point::across).min().orElse(1)));
        this.highest = Math.max(lowest + 1, (int) Math.ceil(
                Math.log10(all.stream().mapToDouble(Point::across).max().orElse(1))));
        this.max = roundUpToScale(all.stream().mapToDouble(Point::up).max().orElse(1));
    }

    static String of(Panel... panels) {
        String drawn = IntStream.range(0, panels.length)
                .mapToObj(i -> format("<g transform=\"translate(%d 0)\">%n", i * WIDTH)
                        + new SvgPlot(panels[i]).render()
                        + "</g>\n")
                .collect(Collectors.joining());
        int width = panels.length * WIDTH;
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                                + " font-family=\"sans-serif\" font-size=\"11\">%n",
                        width, HEIGHT, width, HEIGHT)
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + drawn
                + "</svg>\n";
    }

    /** The next greater number that four grid steps divide evenly. */
    private static double roundUpToScale(double maxValue) {
        double power = Math.pow(10, Math.floor(Math.log10(maxValue)));
        return List.of(1.0, 2.0, 4.0, 6.0, 8.0, 10.0).stream()
                .mapToDouble(it -> it * power)
                .filter(it -> it >= maxValue)
                .findFirst()
                .orElseThrow();
    }

    private String render() {
        StringBuilder svg = new StringBuilder(text(LEFT, 18, "start", panel.title(), "#222"));
        for (int step = 0; step <= STEPS; step++) {
            double up = max * step / STEPS;
            svg.append(format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT, WIDTH - RIGHT, y(up), y(up)));
            svg.append(text(
                    LEFT - 6,
                    y(up) + 4,
                    "end",
                    BigDecimal.valueOf(up).round(DIGITS).stripTrailingZeros().toPlainString(),
                    "#222"));
        }
        for (int power = lowest; power <= highest; power++) {
            svg.append(text(x(Math.pow(10, power)), HEIGHT - BOTTOM + 16, "middle", powerOfTen(power), "#222"));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", panel.across(), "#222"));
        for (int i = 0; i < panel.lines().size(); i++) {
            draw(panel.lines().get(i), COLOURS.get(i), i == 0 ? ABOVE : BELOW, svg);
        }
        return svg.toString();
    }

    private void draw(Line line, String colour, int beside, StringBuilder svg) {
        svg.append(format(
                "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>%n",
                colour,
                line.points().stream()
                        .map(it -> format("%.1f,%.1f", x(it.across()), y(it.up())))
                        .collect(Collectors.joining(" "))));
        for (Point point : line.points()) {
            svg.append(format(
                    "<circle r=\"3\" cx=\"%.1f\" cy=\"%.1f\" fill=\"%s\"/>%n",
                    x(point.across()), y(point.up()), colour));
        }
        Point last = line.points().get(line.points().size() - 1);
        svg.append(text(x(last.across()), y(last.up()) + beside, "end", line.name(), colour));
    }

    private double x(double across) {
        return LEFT + (Math.log10(across) - lowest) / (highest - lowest) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double up) {
        return HEIGHT - BOTTOM - up / max * (HEIGHT - TOP - BOTTOM);
    }

    private static String powerOfTen(int power) {
        return format("%,d", Math.round(Math.pow(10, power)));
    }

    private static String text(double x, double y, String anchor, String content, String colour) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x, y, anchor, colour, content);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
