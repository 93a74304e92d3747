package dev.sallyport.gateway.cli.policy;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.lint.Check;
import dev.sallyport.policy.lint.Finding;
import dev.sallyport.policy.lint.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The formats in which findings are written. */
public enum LintFormat {
    /** {@code file:line:column: SEVERITY id: why; fix}, a line each. */
    TEXT {
        @Override
        public String write(List<LintedFile> files) {
            StringBuilder text = new StringBuilder();
            for (LintedFile file : files) {
                file.findings()
                        .forEach(finding -> text.append(file.file())
                                .append(':')
                                .append(finding)
                                .append('\n'));
            }
            return text.toString();
        }
    },
    /** One object per finding in one array. */
    JSON {
        @Override
        public String write(List<LintedFile> files) {
            JsonWriter json = new JsonWriter().beginArray();
            for (LintedFile file : files) {
                for (Finding finding : file.findings()) {
                    json.beginObject()
                            .field("file", file.file())
                            .field("line", finding.line())
                            .field("column", finding.column())
                            .field("endLine", finding.span().endLine())
                            .field("endColumn", finding.span().endColumn())
                            .field("severity", finding.severity().name())
                            .field("id", finding.id())
                            .field("subject", finding.subject())
                            .field("why", finding.why())
                            .field("fix", finding.fix())
                            .endObject();
                }
            }
            return json.endArray().text() + "\n";
        }
    },
    /** The Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
    SARIF {
        @Override
        public String write(List<LintedFile> files) {
            JsonWriter json = new JsonWriter();
            json.beginObject()
                    .field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                    .field("version", "2.1.0")
                    .name("runs")
                    .beginArray()
                    .beginObject();
            json.name("tool").beginObject().name("driver").beginObject().field("name", "sallyport");
            List<Check> rules = rules(files);
            json.name("rules").beginArray();
            rules.forEach(check -> rule(json, check));
            json.endArray().endObject().endObject();
            // Our columns count UTF-16 units.
            json.field("columnKind", "utf16CodeUnits").name("results").beginArray();
            for (LintedFile file : files) {
                file.findings().forEach(finding -> result(json, file.file(), finding, rules.indexOf(finding.check())));
            }
            return json.endArray().endObject().endArray().endObject().text() + "\n";
        }
    };

    /** All findings of all files. */
    public abstract String write(List<LintedFile> files);

    private static List<Check> rules(List<LintedFile> files) {
        Set<Check> rules = new TreeSet<>(Comparator.comparing(Check::id));
        files.forEach(file -> file.findings().forEach(finding -> rules.add(finding.check())));
        return List.copyOf(rules);
    }

    private static void rule(JsonWriter json, Check check) {
        json.beginObject().field("id", check.id());
        json.name("shortDescription").beginObject().field("text", check.why()).endObject();
        json.name("help").beginObject().field("text", check.fix()).endObject();
        json.name("defaultConfiguration")
                .beginObject()
                .field("level", level(check.severity()))
                .endObject();
        json.name("properties")
                .beginObject()
                .field("severity", check.severity().name())
                .endObject();
        json.endObject();
    }

    private static void result(JsonWriter json, String file, Finding finding, int ruleIndex) {
        String about = finding.subject().isEmpty() ? "" : "`" + finding.subject() + "`: ";
        json.beginObject()
                .field("ruleId", finding.id())
                .field("ruleIndex", ruleIndex)
                .field("level", level(finding.severity()));
        json.name("message")
                .beginObject()
                .field("text", about + finding.why() + "; " + finding.fix())
                .endObject();
        json.name("locations")
                .beginArray()
                .beginObject()
                .name("physicalLocation")
                .beginObject();
        json.name("artifactLocation").beginObject().field("uri", uri(file)).endObject();
        json.name("region")
                .beginObject()
                .field("startLine", finding.line())
                .field("startColumn", finding.column())
                .field("endLine", finding.span().endLine())
                .field("endColumn", finding.span().endColumn())
                .endObject();
        json.endObject().endObject().endArray().endObject();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case SECURITY_WARNING, GENERAL_WARNING -> "warning";
            case SUGGESTION -> "note";
        };
    }

    /** A path as a URI reference: relative stays relative. */
    private static String uri(String path) {
        try {
            return new java.net.URI(null, null, path.replace('\\', '/'), null).toASCIIString();
        } catch (java.net.URISyntaxException noPath) {
            return path;
        }
    }
}
