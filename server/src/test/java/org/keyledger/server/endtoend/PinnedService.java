package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;
import org.keyledger.server.endtoend.ServiceClient.Response;
import tools.jackson.databind.json.JsonMapper;

/** Runs a service through every kind of request and keeps what it returned, published and stored. */
final class PinnedService {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_HTTP =
            Set.of("date", "content-length", "transfer-encoding", "connection", "keep-alive");
    private static final String NEW = "an entirely new password";
    private static final String POLICIES = """
            {"verified_login":true,"min_password":12,"key_creation":"founder","max_scopes":["*"],
             "key_owner_tenant":"members","magic_link":"off","session_idle":3600,"session_max":86400}""";

    private static PinnedService ran;

    private final Map<String, String> settings;
    private final Path data;
    private final TreeSet<String> answers = new TreeSet<>();
    private final TreeSet<String> tokens = new TreeSet<>();
    private final TreeSet<String> links = new TreeSet<>();
    private final TreeSet<String> pages = new TreeSet<>();
    private final TreeSet<String> topics = new TreeSet<>();
    private final StoredFiles files;
    private String document = "";
    private String metrics = "";

    private PinnedService(Path data) {
        this.data = data;
        this.settings = ServiceProcess.settings(data);
        this.files = new StoredFiles(data);
    }

    /** The run of this JVM; its service has stopped, and its files are unchanged since. */
    static synchronized PinnedService ran() {
        if (ran == null) {
            try {
                ran = new PinnedService(Files.createTempDirectory("keyledger-pins"));
                ran.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ran;
    }

    /** Opens the storage of the stopped service; only one at a time can be open. */
    LedgerStorage storage() {
        return SqliteStorage.open(
                data, MasterKey.read(data.resolve("master.key")), Clock.systemUTC(), new SecureRandom());
    }

    StoredFiles files() {
        return files;
    }

    List<String> answers() {
        return List.copyOf(answers);
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    List<String> links() {
        return List.copyOf(links);
    }

    List<String> pages() {
        return List.copyOf(pages);
    }

    List<String> topics() {
        return List.copyOf(topics);
    }

    String document() {
        return document;
    }

    String metrics() {
        return metrics;
    }

    private void run() {
        try (var program = ServiceProcess.start(settings)) {
            var visitor = program.client().with("User-Agent", "Pins/1.0 (a test)");
            leave(visitor);
            cancelAndUndo(visitor);
            secondFactor(visitor);
            files.readAtomicStore();
            keepAnAccount(visitor);
            files.readAtomicStore();
            browse(visitor);
            document = visitor.get("/openapi.json").expect(200).text();
            metrics = visitor.management().get("/metrics").expect(200).text();
            readTopics(program.brokerAccess());
            files.readAtomicStore();
            program.stop(); // writes last-used times and the witness
        }
        files.readViews();
        ServiceProcess.run(settings, "keys", "rotate", "--now");
        ServiceProcess.run(settings, "rebuild");
        files.readViews();
    }

    /** An account that uses everything and is erased in the end. */
    private void leave(ServiceClient visitor) {
        var email = "gone@example.com";
        var signedUp = see(
                "POST /auth/signup",
                visitor.with("Idempotency-Key", "a key of more than twenty-two characters")
                        .post(
                                "/auth/signup",
                                "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Ada (Pins)\"}"
                                        .formatted(email, ServiceClient.PASSWORD)),
                201);
        see("POST /auth/signup", visitor.signUp(email), 409);
        see("POST /auth/signup", visitor.post("/auth/signup", "{\"email\":1}"), 400);
        verify(visitor, email);
        see("POST /auth/login", visitor.post("/auth/login", login(email, "a wrong password")), 401);
        var one = see("POST /auth/login", visitor.logIn(email), 200);
        keepToken(one.string("/token"));
        refresh(visitor, one);
        var two = visitor.logIn(email).expect(200);
        var user = visitor.bearer(two.string("/token"));
        see("GET /auth/me", user.get("/auth/me"), 200);
        see("PATCH /auth/me", user.patch("/auth/me", "{\"name\":\"Ada (New)\"}"), 200);
        sessions(visitor, user, email);
        see(
                "POST /auth/introspect",
                user.post("/auth/introspect", "{\"token\":\"" + two.string("/token") + "\"}"),
                null);
        changeEmail(visitor, user, email);
        see(
                "POST /auth/change-password",
                user.post(
                        "/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"%s\"}".formatted(ServiceClient.PASSWORD, NEW)),
                200);
        keys(visitor, user);
        see("GET /customer/policies", user.get("/customer/policies"), 200);
        see("DELETE /auth/me", user.delete("/auth/me", "{\"current_password\":\"" + NEW + "\"}"), 200);
        see("POST /auth/logout", visitor.bearer(signedUp.string("/token")).post("/auth/logout"), null);
        user.get("/auth/me").expect(401);
    }

    private void verify(ServiceClient visitor, String email) {
        link(visitor.awaitMail(email, Pattern.compile("(https?://\\S+verify-email\\S+)")));
        see(
                "POST /auth/verify-email/confirm",
                visitor.post(
                        "/auth/verify-email/confirm", "{\"token\":\"" + visitor.awaitVerificationToken(email) + "\"}"),
                200);
    }

    private void refresh(ServiceClient visitor, Response session) {
        var first = session.string("/session/refresh_token");
        var second = see("POST /auth/refresh", visitor.refresh(first), 200).string("/session/refresh_token");
        visitor.refresh(second).expect(200);
        see("POST /auth/refresh", visitor.refresh(first), 401); // two generations old: reuse
    }

    private void sessions(ServiceClient visitor, ServiceClient user, String email) {
        visitor.logIn(email).expect(200);
        see("GET /auth/sessions", user.get("/auth/sessions"), 200);
        see("POST /auth/sessions/revoke-others", user.post("/auth/sessions/revoke-others"), 200);
        var other = visitor.bearer(visitor.logIn(email).expect(200).string("/token"));
        see("POST /auth/logout", other.post("/auth/logout"), 200);
    }

    private void changeEmail(ServiceClient visitor, ServiceClient user, String email) {
        var newEmail = "new-" + email;
        see("POST /auth/change-email", user.post("/auth/change-email", "{\"email\":\"" + newEmail + "\"}"), 202);
        link(visitor.awaitMail(newEmail, Pattern.compile("(https?://\\S+change-email\\S+)")));
        link(visitor.awaitMail(email, Pattern.compile("(https?://\\S+change-email/cancel\\S+)")));
        var token = visitor.awaitVerificationToken(newEmail);
        user.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}").expect(200);
        link(visitor.awaitMail(email, Pattern.compile("(https?://\\S+change-email/undo\\S+)")));
    }

    /** An account that cancels a change of address, undoes another, and is erased in the end. */
    private void cancelAndUndo(ServiceClient visitor) {
        var email = "undoes@example.com";
        var user = visitor.bearer(visitor.signUp(email).expect(201).string("/token"));
        changeEmail(user, "cancelled@example.com");
        submit(visitor, email, "/change-email/cancel");
        changeEmail(user, "undone@example.com");
        submit(visitor, "undone@example.com", "/change-email");
        submit(visitor, email, "/change-email/undo");
        see("POST /auth/login", visitor.logIn(email), 403);
        visitor.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        visitor.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(visitor.awaitResetToken(email), NEW))
                .expect(200);
        visitor.bearer(visitor.post("/auth/login", login(email, NEW))
                        .expect(200)
                        .string("/token"))
                .delete("/auth/me", "{\"current_password\":\"" + NEW + "\"}")
                .expect(200);
    }

    private static void changeEmail(ServiceClient user, String newEmail) {
        user.post("/auth/change-email", "{\"email\":\"" + newEmail + "\"}").expect(202);
    }

    private void submit(ServiceClient visitor, String email, String path) {
        var token = visitor.awaitMail(email, Pattern.compile(path + "\\?token=([A-Za-z0-9_-]+)"));
        page(path + "?token=<token>", visitor.get(path + "?token=" + token));
        visitor.form(path, "token=" + token).expect(200);
    }

    /** Ends with a factor that is on and another secret that is pending, so that the view has both. */
    private void secondFactor(ServiceClient visitor) {
        var email = "two-factors@example.com";
        var user = visitor.bearer(visitor.signUp(email).expect(201).string("/token"));
        turnOff(user);
        var enrolled = see("POST /auth/totp/enroll", user.post("/auth/totp/enroll"), 200);
        var app = new AuthenticatorApp(enrolled.string("/secret"));
        var codes = see("POST /auth/totp/confirm", user.post("/auth/totp/confirm", code(app.firstCode())), 200);
        var asked = see("POST /auth/login", visitor.logIn(email), 200);
        see("POST /auth/login/2fa", complete(visitor, asked, app.wrongCode()), 401);
        see("POST /auth/login/2fa", complete(visitor, asked, app.secondCode()), 200);
        complete(visitor, visitor.logIn(email), codes.string("/recovery_codes/0"))
                .expect(200);
        user.post("/auth/totp/enroll").expect(200);
    }

    private void turnOff(ServiceClient user) {
        var app =
                new AuthenticatorApp(user.post("/auth/totp/enroll").expect(200).string("/secret"));
        user.post("/auth/totp/confirm", code(app.firstCode())).expect(200);
        see("POST /auth/recovery-codes", user.post("/auth/recovery-codes"), 200);
        see("POST /auth/totp/disable", user.post("/auth/totp/disable"), 200);
    }

    private static Response complete(ServiceClient visitor, Response asked, String code) {
        return visitor.post(
                "/auth/login/2fa",
                "{\"partialToken\":\"%s\",\"code\":\"%s\"}".formatted(asked.string("/partialToken"), code));
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    private void keys(ServiceClient visitor, ServiceClient user) {
        var key = see(
                "POST /customer/keys",
                user.post(
                        "/customer/keys",
                        "{\"label\":\"a (key)\",\"scopes\":[\"read\"],\"environment\":\"test\","
                                + "\"ip_allow\":[\"0.0.0.0/0\",\"::/0\"],\"expires_at\":\"2999-01-01T00:00:00Z\","
                                + "\"rate_limit\":{\"limit\":5,\"window_seconds\":3600}}"),
                201);
        see("GET /auth/check", visitor.key(key.string("/secret")).get("/auth/check"), 200);
        see("GET /auth/check", visitor.key("kl_live_nothing").get("/auth/check"), 401);
        user.createKey("another (key)").expect(201);
        var page = see("GET /customer/keys", user.get("/customer/keys?limit=1"), 200);
        tokens.add("list cursor "
                + Shapes.text(new String(
                                Base64.getUrlDecoder()
                                        .decode(page.body()
                                                .findValue("next_cursor")
                                                .asString()),
                                UTF_8)
                        .lines()
                        .map(PinnedService::cursor)
                        .collect(Collectors.joining())));
        var path = "/customer/keys/" + key.string("/key_id");
        see("GET /customer/keys/{id}", user.get(path), 200);
        var rotated = see("POST /customer/keys/{id}/rotate", user.post(path + "/rotate"), 200);
        see(
                "POST /customer/keys/{id}/confirm",
                user.post("/customer/keys/" + rotated.string("/key_id") + "/confirm"),
                200);
        see(
                "POST /customer/keys/{id}/revoke",
                user.post("/customer/keys/" + rotated.string("/key_id") + "/revoke"),
                200);
    }

    /** The decoded parts of a store's cursor. */
    private static String cursor(String text) {
        return Arrays.stream(text.split("\\."))
                .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
                .collect(Collectors.joining(" . "));
    }

    /** An account that stays: with a key, sessions, a name and unused mailed links. */
    private void keepAnAccount(ServiceClient visitor) {
        var email = "stays@example.com";
        var signedUp = visitor.post(
                        "/auth/signup",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Bob (Pins)\"}"
                                .formatted(email, ServiceClient.PASSWORD))
                .expect(201);
        verify(visitor, email);
        see(
                "PATCH /customer/policies",
                visitor.bearer(signedUp.string("/token")).patch("/customer/policies", POLICIES),
                200);
        see(
                "POST /auth/reset-password/request",
                visitor.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}"),
                200);
        link(visitor.awaitMail(email, Pattern.compile("(https?://\\S+reset-password\\S+)")));
        var token = visitor.awaitResetToken(email);
        page("/reset-password?token=<token>", visitor.get("/reset-password?token=" + token));
        see(
                "POST /auth/reset-password/validate",
                visitor.post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}"),
                200);
        see(
                "POST /auth/reset-password/confirm",
                visitor.post(
                        "/auth/reset-password/confirm", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, NEW)),
                200);
        var user = visitor.bearer(
                visitor.post("/auth/login", login(email, NEW)).expect(200).string("/token"));
        var key = user.post(
                        "/customer/keys",
                        "{\"label\":\"b (key)\",\"scopes\":[\"read\"],\"environment\":\"test\","
                                + "\"ip_allow\":[\"0.0.0.0/0\",\"::/0\"],\"expires_at\":\"2999-01-01T00:00:00Z\","
                                + "\"rate_limit\":{\"limit\":5,\"window_seconds\":3600}}")
                .expect(201);
        visitor.key(key.string("/secret")).get("/auth/check").expect(200);
        user.post("/auth/change-email", "{\"email\":\"later@example.com\"}").expect(202);
        visitor.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        visitor.awaitVerificationToken("later@example.com");
        visitor.signUp("unproved@example.com").expect(201);
        visitor.bearer(signedUp.string("/token")).get("/auth/me").expect(401);
    }

    private void browse(ServiceClient visitor) {
        see("GET /.well-known/jwks.json", visitor.get("/.well-known/jwks.json"), 200);
        see("GET /mailbox", visitor.management().get("/mailbox"), 200);
        see("GET /health", visitor.management().get("/health"), 200);
        for (var path : List.of("/health/live", "/health/ready")) {
            see("GET " + path, visitor.get(path), 200);
        }
        for (var path : List.of("/forgot-password", "/reset-password?token=x")) {
            page(path, visitor.get(path));
        }
        var verified =
                visitor.get("/api/auth/verify-email?token=" + visitor.awaitVerificationToken("unproved@example.com"));
        for (var answer : List.of(verified, visitor.get("/api/auth/verify-email?token=x"))) {
            see("GET /api/auth/verify-email", answer, 302);
            link("redirect to " + answer.headers().firstValue("Location").orElseThrow());
        }
    }

    private void page(String path, Response page) {
        Pattern.compile("(action|method|name|id)=\"[^\"]*\"")
                .matcher(page.text())
                .results()
                .forEach(it -> pages.add("GET " + path + " " + page.status() + " "
                        + it.group().replaceAll("token=[A-Za-z0-9_-]{20,}", "token=<token>")));
    }

    private static String login(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }

    /** @param status null for any */
    private Response see(String route, Response answer, Integer status) {
        if (status != null) {
            answer.expect(status);
        }
        var call = route + " " + answer.status();
        answer.headers().map().keySet().stream()
                .filter(name -> !name.startsWith(":"))
                .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                .filter(name -> !OF_HTTP.contains(name))
                .forEach(name -> answers.add(call + " header " + name));
        Shapes.fields(answer.body()).forEach(field -> answers.add(call + " " + nameAlone(field)));
        return answer;
    }

    /** Fields of responses are pinned by name; their values are for people. */
    private static String nameAlone(String field) {
        return field.split(" ", 2)[0];
    }

    private void keepToken(String token) {
        var parts = token.split("\\.");
        for (var part = 0; part < 2; part++) {
            var json = JSON.readTree(Base64.getUrlDecoder().decode(parts[part]));
            if (part == 0) {
                tokens.add("header alg " + json.path("alg").asString() + ", typ "
                        + json.path("typ").asString());
            }
            for (var field : Shapes.fields(json)) {
                tokens.add((part == 0 ? "header " : "claim ") + nameAlone(field));
            }
        }
    }

    private void link(String link) {
        links.add(link.replaceFirst("https?://[^/]+", "<public URL>")
                .replaceFirst("token=[A-Za-z0-9_-]+", "token=<token>"));
    }

    private void readTopics(Map<String, Object> brokers) {
        var reader = new TopicReader(brokers);
        var registered = new HashSet<String>();
        var events = reader.readUntil("identity.events.v1", it -> {
            if (it.type().equals("org.keyledger.user.registered")) {
                registered.add(it.subject());
            }
            return registered.size() == 3;
        });
        var verifications = new HashSet<String>();
        var mails = reader.readUntil("identity.mail.v1", it -> {
            if (it.value().contains("verify_email")) {
                verifications.add(it.value());
            }
            return verifications.size() == 3;
        });
        var reached = reader.readUntil("identity.publisher.v1", it -> true);
        for (var records : List.of(events, mails, reached)) {
            for (var record : records) {
                var what = record.topic() + " " + (record.type().isEmpty() ? "-" : record.type()) + " ";
                topics.add(what + "key " + Shapes.text(record.key()));
                record.headers()
                        .forEach((name, value) -> topics.add(what + "header " + name + " " + Shapes.text(value)));
                Shapes.fields(record.value()).forEach(field -> topics.add(what + "value " + field));
            }
        }
        try (var admin = Admin.create(brokers)) {
            describe(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void describe(Admin admin) throws ExecutionException, InterruptedException {
        for (var topic : admin.describeTopics(admin.listTopics().names().get())
                .allTopicNames()
                .get()
                .values()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            topics.add("topic " + topic.name() + " of " + topic.partitions().size() + " partitions, cleanup.policy "
                    + config.get("cleanup.policy").value() + ", retention.ms "
                    + config.get("retention.ms").value());
        }
        admin.listGroups().all().get().stream()
                .filter(group -> !group.groupId().startsWith("reader-"))
                .forEach(group -> topics.add("group " + group.groupId()));
        admin.listTransactions()
                .all()
                .get()
                .forEach(it -> topics.add("transactional id " + Shapes.text(it.transactionalId())));
    }
}
