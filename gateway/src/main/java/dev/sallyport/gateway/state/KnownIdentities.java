package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.List;

/** Who there ever was, also those whom no configuration declares any more: their sessions may live on. */
public final class KnownIdentities {
    private final Database database;

    public KnownIdentities(Database database) {
        this.database = database;
    }

    /** @param id one of the ids that {@code arn} had; a recreated name has several */
    public record Known(Arn arn, UniqueId id) {}

    /** Every user or role of this name, or with exactly this ARN. */
    public List<Known> named(UniqueId.Kind kind, String nameOrArn) {
        return database.write(transaction -> transaction
                .createQuery("select arn, id from unique_id where kind = :kind order by arn, id")
                .bind("kind", kind.name())
                .map((row, context) -> new Known(Arn.parse(row.getString("arn")), new UniqueId(row.getString("id"))))
                .stream()
                .filter(known -> known.arn().toString().equals(nameOrArn)
                        || known.arn().resource().endsWith("/" + nameOrArn) && nameOrArn.indexOf('/') < 0)
                .toList());
    }
}
