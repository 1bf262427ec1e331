package org.keyledger.ledger.encryption;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes JSON with encrypted fields in one pass: when the value of such a field has been written, it is removed from the
 * output and the encrypted field is written in its place. Annotations inside of an encrypted field have no effect.
 */
final class EncryptingGenerator extends JsonGeneratorDelegate {

    private final Output output;
    private final FieldCipher cipher;
    private final Aad aad;
    private final @Nullable EncryptedFields ofRoot;
    private @Nullable OpenField open;

    /**
     * Which fields of a JSON object are encrypted.
     *
     * @param subjects the subjects of a field by its name; empty if it is not encrypted
     * @param count how many fields are encrypted
     */
    record EncryptedFields(Function<String, List<String>> subjects, int count) {}

    /** An object with encrypted fields that is being written. It is the current value of the object's context. */
    private static final class OpenObject {

        private final EncryptedFields fields;
        private int missing;

        OpenObject(EncryptedFields fields) {
            this.fields = fields;
            this.missing = fields.count();
        }
    }

    /**
     * A field whose value is being written and must be encrypted when it ends.
     *
     * @param object the context of the object that has the field
     * @param start the length of the output when its name had been written
     */
    private record OpenField(TokenStreamContext object, String path, List<String> subjects, int start) {}

    /** Output whose end can be removed. */
    private static final class Output extends ByteArrayOutputStream {

        byte[] removeFrom(int start) {
            byte[] removed = Arrays.copyOfRange(buf, start, count);
            count = start;
            return removed;
        }
    }

    /** @param ofRoot the encrypted fields of the outermost object; null if annotations define them */
    EncryptingGenerator(ObjectMapper mapper, FieldCipher cipher, Aad aad, @Nullable EncryptedFields ofRoot) {
        this(mapper, new Output(), cipher, aad, ofRoot);
    }

    private EncryptingGenerator(
            ObjectMapper mapper, Output output, FieldCipher cipher, Aad aad, @Nullable EncryptedFields ofRoot) {
        super(mapper.createGenerator(output), false);
        this.output = output;
        this.cipher = cipher;
        this.aad = aad;
        this.ofRoot = ofRoot;
    }

    /** Everything that was written, if the generator is closed. */
    byte[] toByteArray() {
        return output.toByteArray();
    }

    @Override
    public JsonGenerator writeStartObject(Object value) {
        delegate.writeStartObject(currentValueFor(value));
        return this;
    }

    @Override
    public JsonGenerator writeStartObject(Object value, int size) {
        delegate.writeStartObject(currentValueFor(value), size);
        return this;
    }

    private Object currentValueFor(Object value) {
        if (open != null) {
            return value;
        }
        EncryptedFields fields = null;
        if (ofRoot != null && streamWriteContext().inRoot()) {
            fields = ofRoot;
        } else if (value instanceof Record record) {
            fields = SealedFields.of(record.getClass()).in(record);
        }
        return fields == null || fields.count() == 0 ? value : new OpenObject(fields);
    }

    /** Does nothing: the fields of an unwrapped record belong to the object that is being written. */
    @Override
    public void assignCurrentValue(Object value) {}

    @Override
    public JsonGenerator writeName(String name) {
        beforeName(name);
        delegate.writeName(name);
        afterName(name);
        return this;
    }

    @Override
    public JsonGenerator writeName(SerializableString name) {
        beforeName(name.getValue());
        delegate.writeName(name);
        afterName(name.getValue());
        return this;
    }

    @Override
    public JsonGenerator writeEndObject() {
        encryptEnded();
        if (currentValue() instanceof OpenObject object && object.missing != 0) {
            throw new IllegalArgumentException("an encrypted field has another name in the JSON than its component");
        }
        delegate.writeEndObject();
        return this;
    }

    private void beforeName(String name) {
        if (name.equals(FieldCipher.CIPHERTEXT)) {
            throw new IllegalArgumentException("no field may have the name " + FieldCipher.CIPHERTEXT);
        }
        encryptEnded();
    }

    private void afterName(String name) {
        if (currentValue() instanceof OpenObject object) {
            List<String> subjects = object.fields.subjects().apply(name);
            if (!subjects.isEmpty()) {
                flush();
                TokenStreamContext context = streamWriteContext();
                open = new OpenField(context, FieldCipher.path(context), subjects, output.size());
                object.missing--;
            }
        }
    }

    /** Encrypts the open field if its value has ended, which the next name and the end of the object show. */
    private void encryptEnded() {
        OpenField ended = open;
        if (ended != null && ended.object() == streamWriteContext()) {
            flush();
            int startOfValue = ended.start() + ":".length();
            byte[] value = output.removeFrom(startOfValue);
            cipher.encrypt(value, ended.subjects(), aad.forField(ended.path()), output);
            open = null;
        }
    }
}
