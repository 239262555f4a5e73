package bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/** How a line of input becomes a document: words that are cut already, or JSON that Lucene analyses. */
abstract class Articles {
    private static final FieldType POSITIONS = positions();

    final Analyzer analyzer;
    final List<String> fields;

    private Articles(Analyzer analyzer, List<String> fields) {
        this.analyzer = analyzer;
        this.fields = fields;
    }

    static Articles of(String analysis, List<String> fields) {
        return switch (analysis) {
            case "words" -> new Words(fields);
            case "arabic" -> new Json(fields);
            default -> throw new IllegalArgumentException("no such analysis: " + analysis);
        };
    }

    abstract Document document(String line) throws IOException;

    private static FieldType positions() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** The fields between tabs; where there is one field only, it takes the whole line. */
    private static final class Words extends Articles {
        Words(List<String> fields) {
            super(new WhitespaceAnalyzer(), fields);
        }

        @Override
        Document document(String line) {
            String[] texts = line.split("\t", fields.size());
            Document made = new Document();
            for (int number = 0; number < texts.length; number++) {
                made.add(new Field(fields.get(number), texts[number], POSITIONS));
            }
            return made;
        }
    }

    /** The texts of a JSON object, by name. */
    private static final class Json extends Articles {
        private final JsonFactory json = new JsonFactory();

        Json(List<String> fields) {
            super(new ArabicAnalyzer(), fields);
        }

        @Override
        Document document(String line) throws IOException {
            Document made = new Document();
            try (JsonParser parser = json.createParser(line)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (fields.contains(name)) {
                        made.add(new Field(name, parser.getText(), POSITIONS));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            return made;
        }
    }
}
