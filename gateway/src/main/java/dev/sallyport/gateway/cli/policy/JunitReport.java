package dev.sallyport.gateway.cli.policy;

import dev.sallyport.protocol.XmlText;
import java.util.List;
import java.util.Map;

/** Results of policy tests as JUnit's XML, which CI systems read: a suite per file, a case per test. */
public final class JunitReport {
    /** A failure's reasons; somebody who wants more asks {@code policy explain}. */
    private static final int MAX_FAILURE = 20_000;

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JunitReport() {}

    /** @param files the results by file, in order */
    public static String of(Map<String, List<PolicyTestResult>> files) {
        JunitReport report = new JunitReport();
        List<PolicyTestResult> all =
                files.values().stream().flatMap(List::stream).toList();
        report.open("testsuites", "", all);
        files.forEach(report::suite);
        report.xml.append("</testsuites>\n");
        return report.xml.toString();
    }

    private void suite(String file, List<PolicyTestResult> results) {
        open("testsuite", file, results);
        results.forEach(result -> test(file, result));
        xml.append("</testsuite>\n");
    }

    private void open(String element, String name, List<PolicyTestResult> results) {
        xml.append('<').append(element);
        if (!name.isEmpty()) {
            attribute("name", name);
        }
        attribute("tests", String.valueOf(results.size()));
        attribute(
                "failures",
                String.valueOf(results.stream()
                        .filter(result -> result.failure().isPresent())
                        .count()));
        attribute("errors", "0");
        xml.append(">\n");
    }

    private void test(String file, PolicyTestResult result) {
        xml.append("<testcase");
        attribute("name", result.test().request().name());
        attribute("classname", file);
        attribute("file", result.test().request().file().toString());
        attribute("line", String.valueOf(result.test().request().line()));
        if (result.failure().isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append("><failure");
        attribute("message", result.failure().get());
        xml.append('>');
        String report = result.report(false);
        XmlText.append(xml, report.length() > MAX_FAILURE ? report.substring(0, MAX_FAILURE) + "…" : report);
        xml.append("</failure></testcase>\n");
    }

    private void attribute(String name, String value) {
        xml.append(' ').append(name).append("=\"");
        XmlText.append(xml, value);
        xml.append('"');
    }
}
