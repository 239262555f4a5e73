package bench;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Builds the queries of the comparison: each word may stand in any of the fields, whose scores are added. */
final class Queries {
    private final List<String> fields;

    Queries(List<String> fields) {
        this.fields = fields;
    }

    Query of(String kind, List<String> words) {
        return switch (kind) {
            case "any" -> any(words);
            case "all" -> all(words);
            case "phrase" -> anyField((field, ignored) -> phrase(field, words), "");
            case "prefix" -> anyField((field, word) -> new PrefixQuery(new Term(field, word)), words.get(0));
            default -> throw new IllegalArgumentException("no such kind of query: " + kind);
        };
    }

    private Query any(List<String> words) {
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        for (String word : words) {
            for (String field : fields) {
                made.add(new TermQuery(new Term(field, word)), Occur.SHOULD);
            }
        }
        return made.build();
    }

    private Query all(List<String> words) {
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        for (String word : words) {
            made.add(anyField((field, one) -> new TermQuery(new Term(field, one)), word), Occur.MUST);
        }
        return made.build();
    }

    private Query anyField(BiFunction<String, String, Query> make, String word) {
        if (fields.size() == 1) {
            return make.apply(fields.get(0), word);
        }
        BooleanQuery.Builder made = new BooleanQuery.Builder();
        for (String field : fields) {
            made.add(make.apply(field, word), Occur.SHOULD);
        }
        return made.build();
    }

    private static Query phrase(String field, List<String> words) {
        return new PhraseQuery(field, words.toArray(new String[0]));
    }
}
