package org.keyledger.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The static files of pages")
class AssetsTest {

    private static final int MAX_STYLESHEET = 8 * 1024;

    @TempDir
    Path folder;

    @Test
    void are_all_files_of_the_folder() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/org/keyledger/gateway/page/assets"))) {
            assertThat(Assets.SHIPPED)
                    .isEqualTo(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void are_small_and_found_by_their_path_only() {
        var assets = new Assets(settings("", "#3a4bd8", ""));
        var hash = assets.path("page.css").split("/")[2];

        assertThat(assets.find(hash, "page.css").orElseThrow().bytes()).hasSizeLessThanOrEqualTo(MAX_STYLESHEET);
        assertThat(assets.find("0123456789abcdef", "page.css")).isEmpty();
        assertThat(assets.find(hash, "../pages_en.properties")).isEmpty();
        assertThat(assets.logoPath()).isEqualTo("/assets/" + hash + "/logo.svg");
    }

    @Test
    void contain_logo_color_and_styles_of_the_operator() throws IOException {
        var logo = Files.writeString(folder.resolve("brand.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.writeString(folder.resolve("page.css"), ".card{border-radius:0}");

        var assets = new Assets(settings(logo.toString(), "#146c3a", folder.toString()));

        var hash = assets.path("page.css").split("/")[2];
        assertThat(assets.path("page.css")).isNotEqualTo(new Assets(settings("", "#3a4bd8", "")).path("page.css"));
        assertThat(new String(assets.find(hash, "page.css").orElseThrow().bytes()))
                .contains("--accent:#146c3a")
                .endsWith(".card{border-radius:0}");
        assertThat(assets.logoPath()).endsWith("/own-logo.svg");
    }

    private static BrandSettings settings(String logo, String color, String templates) {
        return new BrandSettings("Keyledger", logo, color, templates);
    }
}
