package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of resources by the text they begin with, cut behind its last {@code /} or {@code :}; a pattern without wildcards
 * by all of its text. A request hashes its resource once and looks up every place where a pattern can have been cut.
 * Patterns that begin with a wildcard, NotResource and statements without resources say nothing of the resource: they are
 * found by the vendor of their actions, NotAction and actions of any vendor under no vendor.
 *
 * <p>Everything is in flat arrays: with ten thousand statements the time goes into fetching memory, not into comparing.
 */
final class ResourceIndex {
    static final ResourceIndex EMPTY = of(new Statement[0]);

    /** In place of the number of a pattern: the statement is asked as a whole. */
    private static final int WHOLE_STATEMENT = 0xffff;

    private static final long ANY_VENDOR = 0;
    /** Begins and ends at the same place. */
    private static final long NO_BUCKET = 0;
    /** With so many postings under one key, conditions are asked before resources: they cost less and tell more. */
    private static final int CROWD = 32;

    /** Sets the hash of a whole text apart from that of the same text as a beginning. */
    private static final long WHOLE_TEXT = 0x632B_E59B_D9B4_E019L;

    /** One bit for a key, sixteen for each there is: most look-ups end here, in memory that stays near. */
    private final long[] keyBits;
    /** Open addressing in pairs: a key, zero for an empty place; and where its postings begin and end. */
    private final long[] table;
    /** In pairs: the bits of {@link ActionFilter}; statement, pattern and end of the text in one. */
    private final long[] postings;
    /** Lengths of text at which patterns are cut, and lengths of exact patterns. */
    private final LengthSet cuts;

    private final LengthSet wholes;
    /** Null where no key has a crowd. */
    private final @Nullable RarestConditions crowdConditions;

    private ResourceIndex(
            long[] keyBits,
            long[] table,
            long[] postings,
            LengthSet cuts,
            LengthSet wholes,
            @Nullable RarestConditions crowdConditions) {
        this.keyBits = keyBits;
        this.table = table;
        this.postings = postings;
        this.cuts = cuts;
        this.wholes = wholes;
        this.crowdConditions = crowdConditions;
    }

    static ResourceIndex of(Statement[] statements) {
        Builder builder = new Builder();
        for (int i = 0; i < statements.length; i++) {
            builder.add(i, statements[i]);
        }
        return builder.build(statements);
    }

    void search(Statement[] statements, RequestFacts request, GroupAnswer answer) {
        String resource = request.resource();
        if (ask(bucket(TextHash.pair(TextHash.EMPTY, request.vendorKey())), statements, request, answer)
                || ask(bucket(TextHash.pair(TextHash.EMPTY, ANY_VENDOR)), statements, request, answer)) {
            return;
        }
        boolean whole = wholes.contains(resource.length());
        int end = whole ? resource.length() : Math.min(resource.length(), cuts.longest());
        long hash = TextHash.EMPTY;
        for (int i = 0; i < end; i++) {
            char c = resource.charAt(i);
            hash = TextHash.add(hash, c);
            if (isSeparator(c) && cuts.contains(i + 1)) {
                long bucket = bucket(hash);
                if (bucket != NO_BUCKET && ask(bucket, statements, request, answer)) {
                    return;
                }
            }
        }
        if (whole) {
            ask(bucket(hash ^ WHOLE_TEXT), statements, request, answer);
        }
    }

    /** Where the postings under a key begin and end. */
    private long bucket(long key) {
        int spread = TextHash.spread(key);
        if ((keyBits[word(spread, keyBits)] & (1L << spread)) == 0) {
            return NO_BUCKET;
        }
        int mask = table.length - 1;
        int place = place(key, mask);
        while (table[place] != key) {
            if (table[place] == 0) {
                return NO_BUCKET;
            }
            place = (place + 2) & mask;
        }
        return table[place + 1];
    }

    /** Asks the statements of a bucket; whether the answer is complete. */
    private boolean ask(long bucket, Statement[] statements, RequestFacts request, GroupAnswer answer) {
        int start = (int) (bucket >>> 32);
        int end = (int) bucket;
        RarestConditions conditions = end - start < 2 * CROWD ? null : crowdConditions;
        for (int i = start; i < end; i += 2) {
            int expected = Posting.tail(postings[i + 1]);
            if (ActionFilter.mayMean(postings[i], request.actionBits())
                    && (expected == 0 || expected == request.resourceTail())) {
                int number = Posting.statement(postings[i + 1]);
                Statement statement = statements[number];
                int pattern = Posting.pattern(postings[i + 1]);
                if (answer.wants(statement)
                        && (conditions == null || conditions.mayApply(number, statement, request.context()))
                        && answer.take(
                                statement,
                                pattern == WHOLE_STATEMENT
                                        ? statement.applies(request)
                                        : statement.applies(request, pattern))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int place(long key, int mask) {
        return 2 * TextHash.spread(key) & mask;
    }

    /** Which word of {@code bits}, a power of two of them, holds a key's bit. */
    private static int word(int spread, long[] bits) {
        return (spread >>> 6) & (bits.length - 1);
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == ':';
    }

    /** How many characters stand up to the last separator, that among them. */
    private static int cut(String text) {
        return Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1;
    }

    /** What stands behind the last separator, as a number that is not zero. */
    static int tail(String text) {
        int start = cut(text);
        long hash = TextHash.EMPTY;
        for (int i = start; i < text.length(); i++) {
            hash = TextHash.add(hash, text.charAt(i));
        }
        return Posting.tailOf(hash);
    }

    /** Statement, pattern and end of the text in one number. */
    private static final class Posting {
        private static final int TAIL_BITS = 23;
        private static final int PATTERN_BITS = 16;
        private static final int MAX_STATEMENTS = 1 << 24;

        static long of(int statement, int pattern, int tail) {
            if (statement >= MAX_STATEMENTS) {
                throw new IllegalArgumentException("policies that stand together have at most 2^24 statements");
            }
            return ((long) statement << (TAIL_BITS + PATTERN_BITS)) | ((long) pattern << TAIL_BITS) | tail;
        }

        static int statement(long posting) {
            return (int) (posting >>> (TAIL_BITS + PATTERN_BITS));
        }

        static int pattern(long posting) {
            return (int) (posting >>> TAIL_BITS) & ((1 << PATTERN_BITS) - 1);
        }

        static int tail(long posting) {
            return (int) posting & ((1 << TAIL_BITS) - 1);
        }

        static int tailOf(long hash) {
            int tail = TextHash.spread(hash) >>> (Integer.SIZE - TAIL_BITS);
            return tail == 0 ? 1 : tail;
        }
    }

    /** A set of lengths. */
    private static final class LengthSet {
        /** Longer texts are taken to be in the set: they are rare, and a look-up more is all it costs. */
        private static final int EXACT_UP_TO = 2048;

        private final long[] bits;
        private final int longest;

        private LengthSet(long[] bits, int longest) {
            this.bits = bits;
            this.longest = longest;
        }

        static LengthSet of(List<Integer> lengths) {
            int longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
            long[] bits = new long[Math.min(longest, EXACT_UP_TO) / 64 + 1];
            for (int length : lengths) {
                if (length < EXACT_UP_TO) {
                    bits[length / 64] |= 1L << length;
                }
            }
            return new LengthSet(bits, longest);
        }

        boolean contains(int length) {
            if (length > longest) {
                return false;
            }
            return length >= EXACT_UP_TO || (bits[length / 64] & (1L << length)) != 0;
        }

        int longest() {
            return longest;
        }
    }

    private static final class Builder {
        private final Map<Long, List<long[]>> byKey = new HashMap<>();
        private final List<Integer> cuts = new ArrayList<>();
        private final List<Integer> wholes = new ArrayList<>();

        void add(int number, Statement statement) {
            ResourcePattern[] patterns = statement.resourcePatterns();
            ActionFilter filter = statement.actionFilter();
            if (statement.isNotResource() || patterns.length == 0 || patterns.length >= WHOLE_STATEMENT) {
                fileByVendor(number, WHOLE_STATEMENT, 0, filter);
                return;
            }
            for (int i = 0; i < patterns.length; i++) {
                String prefix = patterns[i].literalPrefix();
                if (patterns[i].isExact()) {
                    wholes.add(prefix.length());
                    file(TextHash.of(prefix) ^ WHOLE_TEXT, number, i, 0, filter);
                    continue;
                }
                String suffix = patterns[i].literalSuffix();
                int tail = cut(suffix) == 0 ? 0 : tail(suffix);
                int cut = cut(prefix);
                if (cut == 0) {
                    fileByVendor(number, i, tail, filter);
                } else {
                    cuts.add(cut);
                    file(TextHash.of(prefix, cut), number, i, tail, filter);
                }
            }
        }

        private void fileByVendor(int number, int pattern, int tail, ActionFilter filter) {
            List<Long> vendors = filter.vendors().isEmpty() ? List.of(ANY_VENDOR) : filter.vendors();
            for (long vendor : vendors) {
                file(TextHash.pair(TextHash.EMPTY, vendor), number, pattern, tail, filter);
            }
        }

        private void file(long key, int number, int pattern, int tail, ActionFilter filter) {
            byKey.computeIfAbsent(key == 0 ? 1 : key, none -> new ArrayList<>())
                    .add(new long[] {filter.bits(), Posting.of(number, pattern, tail)});
        }

        ResourceIndex build(Statement[] statements) {
            long[] table = new long[Integer.highestOneBit(Math.max(byKey.size(), 1)) * 8];
            long[] postings =
                    new long[2 * byKey.values().stream().mapToInt(List::size).sum()];
            long[] keyBits = new long[Integer.highestOneBit(Math.max(byKey.size() / 2, 1))];
            int end = 0;
            boolean crowded = false;
            for (Map.Entry<Long, List<long[]>> entry : byKey.entrySet()) {
                long key = entry.getKey();
                int place = place(key, table.length - 1);
                while (table[place] != 0) {
                    place = (place + 2) & (table.length - 1);
                }
                table[place] = key;
                int spread = TextHash.spread(key);
                keyBits[word(spread, keyBits)] |= 1L << spread;
                crowded |= entry.getValue().size() >= CROWD;
                long start = end;
                for (long[] posting : entry.getValue()) {
                    postings[end++] = posting[0];
                    postings[end++] = posting[1];
                }
                table[place + 1] = start << 32 | end;
            }
            return new ResourceIndex(
                    keyBits,
                    table,
                    postings,
                    LengthSet.of(cuts),
                    LengthSet.of(wholes),
                    crowded ? RarestConditions.of(statements) : null);
        }
    }
}
