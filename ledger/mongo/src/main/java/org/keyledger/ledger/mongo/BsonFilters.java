package org.keyledger.ledger.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteError;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.Collection;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Makes filters and documents from typed values only, so that a value of a caller is never read as an operator. */
final class BsonFilters {

    static final String ID = "_id";

    private BsonFilters() {}

    static BsonDocument byId(String id) {
        return new BsonDocument(ID, string(id));
    }

    static BsonString string(String value) {
        return new BsonString(value);
    }

    static BsonInt64 number(long value) {
        return new BsonInt64(value);
    }

    static BsonInt32 number(int value) {
        return new BsonInt32(value);
    }

    static BsonBinary bytes(byte[] value) {
        return new BsonBinary(value);
    }

    static BsonDateTime time(Instant value) {
        return new BsonDateTime(value.toEpochMilli());
    }

    static BsonDocument greaterOrEqual(BsonValue value) {
        return new BsonDocument("$gte", value);
    }

    static BsonDocument lessOrEqual(BsonValue value) {
        return new BsonDocument("$lte", value);
    }

    static BsonDocument greaterThan(BsonValue value) {
        return new BsonDocument("$gt", value);
    }

    static BsonDocument lessThan(BsonValue value) {
        return new BsonDocument("$lt", value);
    }

    static BsonDocument in(Collection<String> values) {
        return new BsonDocument(
                "$in", new BsonArray(values.stream().map(BsonFilters::string).toList()));
    }

    static BsonDocument set(BsonDocument fields) {
        return new BsonDocument("$set", fields);
    }

    static BsonDocument ascending(String field) {
        return new BsonDocument(field, new BsonInt32(1));
    }

    static BsonDocument descending(String field) {
        return new BsonDocument(field, new BsonInt32(-1));
    }

    /** True if a unique index contains the value already and nothing else failed. */
    static boolean isDuplicateKey(MongoException e) {
        if (e instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() == null
                    && !bulk.getWriteErrors().isEmpty()
                    && bulk.getWriteErrors().stream().allMatch(BsonFilters::isDuplicateKey);
        }
        return e instanceof MongoWriteException write
                ? isDuplicateKey(write.getError())
                : ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean isDuplicateKey(WriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    /** Returns false if a unique index contains the value already. */
    static boolean insertIfAbsent(
            ClientSession session, MongoCollection<BsonDocument> collection, BsonDocument document) {
        try {
            collection.insertOne(session, document);
            return true;
        } catch (MongoWriteException e) {
            if (isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }
}
