package org.keyledger.gateway.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.language.Texts;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pages and mails look like.
 *
 * @param productName the name that users know the service by
 * @param logo a picture file; empty for the shipped one
 * @param brandColor {@code #rrggbb}
 * @param templates the operator's folder with texts and styles; empty for none
 */
@ConfigurationProperties("keyledger")
public record BrandSettings(
        @DefaultValue("Keyledger") String productName,
        @DefaultValue("") String logo,
        @DefaultValue("#3a4bd8") String brandColor,
        @DefaultValue("") String templates) {

    private static final int MAX_NAME = 60;

    static final Setting<String> PRODUCT_NAME = Setting.of(
            "keyledger.product-name",
            Bound.of(
                    "a name of 1 to " + MAX_NAME + " characters",
                    name -> !name.isBlank() && name.length() <= MAX_NAME && !name.matches("(?s).*\\p{Cntrl}.*")),
            "The name of your product, as pages and mails show it.");

    static final Setting<String> LOGO = Setting.of(
            "keyledger.logo",
            Bound.of(
                    "empty, or a file of at most 256 KiB that ends in .svg, .png, .webp or .jpg",
                    file -> file.isEmpty() || AssetFile.isPicture(Path.of(file))),
            "A picture that pages show above their title, about 32 pixels high. Empty: the logo of Keyledger.");

    static final Setting<String> BRAND_COLOR = Setting.of(
            "keyledger.brand-color",
            Bound.of(
                    "a color such as #3a4bd8 whose contrast to white is at least 4.5:1",
                    color -> BrandColor.parse(color).isPresent()),
            "The color of buttons and links. In the dark theme a lighter shade of it is used, which is computed.");

    static final Setting<String> TEMPLATES = Setting.of(
            Texts.FOLDER_PROPERTY,
            Bound.of(
                    "empty, or a folder that exists", folder -> folder.isEmpty() || Files.isDirectory(Path.of(folder))),
            "A folder with texts and styles of your own: `pages_<language>.properties` and `mails_<language>.properties` replace single texts"
                    + " of pages and mails or add a language, and `page.css` is added to the stylesheet of pages.");

    public BrandSettings {
        PRODUCT_NAME.require(productName);
        LOGO.require(logo);
        BRAND_COLOR.require(brandColor);
        TEMPLATES.require(templates);
    }

    BrandColor color() {
        return BrandColor.parse(brandColor).orElseThrow();
    }

    Optional<Path> logoFile() {
        return logo.isEmpty() ? Optional.empty() : Optional.of(Path.of(logo));
    }

    /** Null without one. */
    public @Nullable Path templatesFolder() {
        return templates.isEmpty() ? null : Path.of(templates);
    }
}
