package org.keyledger.server.endtoend;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is wrong with the page that a browser shows. */
final class PageInspection {

    private static final String AXE = read("/axe.min.js");

    /** Large text needs the contrast of other text too. */
    private static final String RUN_AXE = """
            async rules => {
                axe.configure({checks: [{id: "color-contrast", options: {contrastRatio: {
                    normal: {expected: 4.5, minThreshold: 4.5}, large: {expected: 4.5, minThreshold: 4.5}}}}]});
                const found = await axe.run(document, {
                    resultTypes: ["violations"],
                    elementRef: false,
                    ...(rules.length > 0 ? {runOnly: {type: "rule", values: rules}} : {})
                });
                return found.violations
                    .filter(it => it.impact === "serious" || it.impact === "critical")
                    .map(it => it.id + ": " + it.nodes.slice(0, 5).map(node => node.html + " " + node.failureSummary).join(" | "));
            }
            """;

    /** Marks the controls that the Tab key must reach: of the radio buttons of one name only one. */
    private static final String MARK_CONTROLS = """
            () => {
                const names = new Set();
                const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
                    .filter(it => it.type !== "hidden" && !it.disabled && it.checkVisibility())
                    .filter(it => it.type !== "radio" || !names.has(it.name) && names.add(it.name));
                window.tabbed = {expected: new Map(controls.map(it => [it.type === "radio" ? it.name : it, it])), problems: []};
                document.activeElement.blur();
                return controls.length;
            }
            """;

    private static final String CHECK_FOCUS = """
            () => {
                const it = document.activeElement;
                tabbed.expected.delete(it.type === "radio" ? it.name : it);
                const shown = it.type === "radio" || it.type === "checkbox" ? [it, it.nextElementSibling] : [it];
                const visible = shown.some(element => {
                    const style = element && getComputedStyle(element);
                    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                });
                if (it !== document.body && !visible) {
                    tabbed.problems.push("not visibly focused: " + it.outerHTML.slice(0, 200));
                }
            }
            """;

    private static final String FOCUS_PROBLEMS = """
            () => [...tabbed.problems, ...[...tabbed.expected.values()].map(it => "not reached: " + it.outerHTML.slice(0, 200))]
            """;

    /** A filled button. */
    private static final String PRIMARY = """
            () => [...document.querySelectorAll(".button:not(.second, .danger, .link)")]
                .filter(it => it.checkVisibility()).map(it => it.textContent.trim())
            """;

    private final Page page;

    PageInspection(Page page) {
        this.page = page;
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(PageInspection.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Integer> widthsThatOverflow(int[] widths) {
        var overflowing = new ArrayList<Integer>();
        for (var width : widths) {
            page.setViewportSize(width, 800);
            if ((Integer) page.evaluate("document.documentElement.scrollWidth") > width) {
                overflowing.add(width);
            }
        }
        return overflowing;
    }

    List<?> primaryActions() {
        return (List<?>) page.evaluate(PRIMARY);
    }

    /** Presses Tab once for each control and once more. */
    List<?> controlsWithoutVisibleFocus() {
        var controls = (Integer) page.evaluate(MARK_CONTROLS);
        for (var control = 0; control <= controls; control++) {
            page.keyboard().press("Tab");
            page.evaluate(CHECK_FOCUS);
        }
        return (List<?>) page.evaluate(FOCUS_PROBLEMS);
    }

    /** The findings of axe-core that are serious or critical. */
    List<?> violations() {
        page.evaluate(AXE);
        return (List<?>) page.evaluate(RUN_AXE, List.of());
    }

    /** Those about contrast alone, the only ones that depend on the colour scheme. After {@link #violations()}. */
    List<?> contrastViolations() {
        return (List<?>) page.evaluate(RUN_AXE, List.of("color-contrast"));
    }

    /** Leaves one operation of /docs in each section; all are made by one template. */
    void shorten() {
        page.evaluate("""
                () => document.querySelectorAll("article:nth-of-type(n + 2)").forEach(it => {
                    document.querySelector(`nav a[href="#${it.id}"]`).parentElement.remove();
                    it.remove();
                })
                """);
    }

    void unfocus() {
        page.evaluate("document.activeElement.blur()");
    }

    void darken() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    void lighten() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
