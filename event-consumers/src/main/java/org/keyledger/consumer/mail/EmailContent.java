package org.keyledger.consumer.mail;

import java.util.List;

/**
 * What both templates of a mail show: the text and the HTML body have the same content.
 *
 * @param language a language tag (BCP 47)
 * @param color of buttons, {@code #rrggbb}, on which white can be read
 */
record EmailContent(
        String language,
        String subject,
        String greeting,
        List<Block> blocks,
        String product,
        String homeUrl,
        String color) {

    /** A part of a mail, below the one before. */
    sealed interface Block {

        record Paragraph(String text) implements Block {

            private static final int LINE_LENGTH = 78;

            /** In lines of at most 78 characters, as RFC 5322, section 2.1.1, recommends. */
            String wrapped() {
                var lines = new StringBuilder();
                var column = 0;
                for (var word : text.split(" ")) {
                    if (column > 0) {
                        var fits = column + 1 + word.length() <= LINE_LENGTH;
                        lines.append(fits ? ' ' : '\n');
                        column = fits ? column + 1 : 0;
                    }
                    lines.append(word);
                    column += word.length();
                }
                return lines.toString();
            }
        }

        /**
         * A link.
         *
         * @param copyText asks to copy the URL if the button does not work
         */
        record Button(String label, String url, String copyText) implements Block {
            @Override
            public String toString() {
                return "Button[" + label + "]";
            }
        }

        record Url(String url) implements Block {
            @Override
            public String toString() {
                return "Url[hidden]";
            }
        }

        record Details(List<Detail> lines) implements Block {}
    }

    record Detail(String name, String value) {}

    /** Without the links, which contain tokens. */
    @Override
    public String toString() {
        return "EmailContent[" + subject + "]";
    }
}
