package org.keyledger.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The static files of pages: those in the folder {@code assets} of this package, and the operator's logo and styles. Their
 * paths contain a hash of all of them, so that browsers keep them until one changes, and modules import each other by
 * relative names.
 */
final class Assets {

    static final String PATH = "/assets/";

    /** Named here, because not every jar can be searched for the files of a folder. */
    static final Set<String> SHIPPED = Set.of("account.css", "copy.js", "logo.svg", "page.css", "passkey.js");

    private static final String FOLDER = "assets/";
    private static final String STYLES = "page.css";
    private static final int HASH_BYTES = 8;

    private final Map<String, AssetFile> files;
    private final String hash;
    private final String logo;

    Assets(BrandSettings settings) {
        var contents = shipped();
        contents.merge(STYLES, settings.color().css().getBytes(StandardCharsets.UTF_8), Assets::join);
        Optional.ofNullable(settings.templatesFolder())
                .map(folder -> folder.resolve(STYLES))
                .filter(Files::exists)
                .ifPresent(styles -> contents.merge(STYLES, read(styles), Assets::join));
        var logoFile = settings.logoFile();
        this.logo = logoFile.map(file -> "own-logo." + AssetFile.suffix(file.toString()))
                .orElse("logo.svg");
        logoFile.ifPresent(file -> contents.put(logo, read(file)));
        this.hash = hash(contents);
        var compressed = new TreeMap<String, AssetFile>();
        contents.forEach((name, bytes) -> compressed.put(name, AssetFile.of(name, bytes)));
        this.files = Map.copyOf(compressed);
    }

    private static Map<String, byte[]> shipped() {
        var contents = new TreeMap<String, byte[]>();
        for (var name : SHIPPED) {
            try (var file = Objects.requireNonNull(Assets.class.getResourceAsStream(FOLDER + name), name)) {
                contents.put(name, file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contents;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The path of a file. */
    String path(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("No static file has the name " + name);
        }
        return PATH + hash + "/" + name;
    }

    String logoPath() {
        return path(logo);
    }

    /** Empty for another hash too: an old page must not get a newer file under the old address. */
    Optional<AssetFile> find(String requestedHash, String name) {
        return requestedHash.equals(hash) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }
}
