package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.RequiredTool;

/** nginx or Caddy with the configuration of {@code docs/integrate/gateways.md}, in a process and a folder of its own. */
final class ReverseProxyProcess implements AutoCloseable {

    private static final Path PAGE = Path.of("..", "docs", "integrate", "gateways.md");

    private final Process process;
    private final Path folder;
    private final int port;

    private ReverseProxyProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** The proxies whose configuration on the page is run. */
    enum Kind {
        NGINX("nginx", "listen 80;", "listen 127.0.0.1:%d;"),
        CADDY("caddyfile", ":80 {", ":%d {");

        private final String language;
        private final String address;
        private final String replacement;

        Kind(String language, String address, String replacement) {
            this.language = language;
            this.address = address;
            this.replacement = replacement;
        }

        /** The code block of the page with these ports, and what the Debian package has in its main file. */
        private String configuration(int port, int keyledger, int orders) {
            var block = block().replace(address, replacement.formatted(port))
                    .replace("keyledger.internal:8080", "127.0.0.1:" + keyledger)
                    .replace("orders.internal:3000", "127.0.0.1:" + orders);
            return this == CADDY ? "{\n\tadmin off\n}\n" + block : """
                    user root; # workers write bodies to the folder of this test
                    daemon off;
                    pid nginx.pid;
                    error_log error.log;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                    """ + block + "}\n";
        }

        private String block() {
            var blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(read(PAGE));
            if (!blocks.find()) {
                throw new AssertionError("No " + language + " block in " + PAGE);
            }
            return blocks.group(1);
        }

        private List<String> command(Path folder, Path file) {
            return this == NGINX
                    ? List.of(program(), "-p", folder.toString(), "-c", file.toString(), "-e", "error.log")
                    : List.of(program(), "run", "--adapter", "caddyfile", "--config", file.toString());
        }

        private String program() {
            return RequiredTool.require(this == NGINX ? "nginx" : "caddy").toString();
        }
    }

    /**
     * Returns when the proxy accepts connections.
     *
     * @param keyledger port of the service that checks credentials
     * @param orders port of the service behind the proxy
     */
    static ReverseProxyProcess start(Kind kind, int keyledger, int orders) {
        try {
            var folder = Files.createTempDirectory("keyledger-proxy");
            var port = ServiceProcess.freePort();
            var file = Files.writeString(folder.resolve("proxy.conf"), kind.configuration(port, keyledger, orders));
            var builder = new ProcessBuilder(kind.command(folder, file))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            builder.environment().put("HOME", folder.toString());
            var proxy = new ReverseProxyProcess(builder.start(), folder, port);
            Runtime.getRuntime().addShutdownHook(new Thread(proxy.process::destroyForcibly));
            Eventually.awaitTrue(() -> proxy.isListening() || !proxy.process.isAlive(), proxy::output);
            if (!proxy.process.isAlive()) {
                throw new AssertionError("The proxy has ended: " + proxy.output());
            }
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isListening() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    ServiceClient client() {
        return new ServiceClient("http://127.0.0.1:" + port);
    }

    private String output() {
        return read(folder.resolve("output"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
