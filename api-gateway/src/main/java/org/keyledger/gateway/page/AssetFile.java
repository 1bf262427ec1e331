package org.keyledger.gateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A static file of pages, in memory.
 *
 * @param type the content type
 * @param gzip the compressed bytes; empty if the format is compressed already
 */
record AssetFile(String name, String type, byte[] bytes, Optional<byte[]> gzip) {

    private static final long MAX_PICTURE_BYTES = 256 * 1024L;

    private static final Map<String, String> PICTURES = Map.of(
            "svg",
            "image/svg+xml",
            "png",
            "image/png",
            "webp",
            "image/webp",
            "jpg",
            "image/jpeg",
            "jpeg",
            "image/jpeg");

    private static final Map<String, String> TEXTS =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8");

    static AssetFile of(String name, byte[] bytes) {
        var suffix = suffix(name);
        var type = TEXTS.getOrDefault(suffix, PICTURES.get(suffix));
        if (type == null) {
            throw new IllegalArgumentException("A static file must not end in ." + suffix);
        }
        var isText = TEXTS.containsKey(suffix) || "svg".equals(suffix);
        return new AssetFile(name, type, bytes, isText ? Optional.of(compressed(bytes)) : Optional.empty());
    }

    /** Whether the file can be the logo. */
    static boolean isPicture(Path file) {
        try {
            return PICTURES.containsKey(suffix(file.toString())) && Files.size(file) <= MAX_PICTURE_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    static String suffix(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static byte[] compressed(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @Override
    public String toString() {
        return "AssetFile[" + name + "]";
    }
}
