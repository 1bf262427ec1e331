package org.keyledger.consumer.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.mail.EmailContent.Detail;
import org.keyledger.kernel.Identifier;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.language.Texts;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.CredentialNotice;
import org.keyledger.kernel.mail.DeviceNotice;
import org.keyledger.kernel.mail.SecurityNotice;

/** Describes what a security notice is about, a line each. Texts that a user has chosen are left out if they could mislead. */
final class NoticeDetails {

    private static final String KEY_PREFIX = "key_";

    private final Texts texts;
    private final MailTimes times;

    NoticeDetails(Texts texts, MailTimes times) {
        this.texts = texts;
        this.times = times;
    }

    List<Detail> of(Language language, SecurityNotice notice) {
        var lines = new Lines(language);
        lines.apiKey(notice.apiKey());
        Optional.ofNullable(notice.revokedKey())
                .ifPresent(key -> lines.add("detail.key", Identifier.format(KEY_PREFIX, key.value())));
        lines.device(notice.device());
        lines.credential(notice.credential());
        lines.add("detail.time", times.text(language, notice.at()));
        return List.copyOf(lines.details);
    }

    private final class Lines {

        private final Language language;
        private final List<Detail> details = new ArrayList<>();

        Lines(Language language) {
            this.language = language;
        }

        private void add(String key, String value) {
            details.add(new Detail(texts.text(language, key), value));
        }

        private void apiKey(@Nullable ApiKeyNotice key) {
            if (key != null) {
                Optional.of(key.label())
                        .filter(label -> !label.isErased())
                        .map(Label::value)
                        .filter(label -> !MisleadingText.isLinkLike(label))
                        .ifPresent(label -> add("detail.label", label));
                Optional.ofNullable(key.prefix())
                        .map(KeyPrefix::value)
                        .ifPresent(prefix -> add("detail.prefix", prefix));
                Optional.ofNullable(key.signingKey())
                        .ifPresent(id -> add("detail.signing-key", id.value().toString()));
            }
        }

        private void device(@Nullable DeviceNotice device) {
            if (device != null) {
                DeviceName.of(device.userAgent()).ifPresent(name -> add("detail.device", text(name)));
                Optional.ofNullable(device.address()).ifPresent(address -> add("detail.address", address));
            }
        }

        private String text(DeviceName name) {
            var system = name.system();
            return system == null
                    ? name.program()
                    : texts.text(language, "detail.device.value", name.program(), system);
        }

        private void credential(@Nullable CredentialNotice credential) {
            Optional.ofNullable(credential)
                    .map(CredentialNotice::name)
                    .filter(name -> !MisleadingText.isLinkLike(name))
                    .ifPresent(name -> add("detail.name", name));
        }
    }
}
