package dev.sallyport.benchmarks.measure;

import java.util.List;

/** Collects Markdown. */
public final class MarkdownText {
    private final StringBuilder text = new StringBuilder();

    public void line(String line) {
        text.append(line).append('\n');
    }

    public void heading(String heading) {
        line("");
        line("### " + heading);
        line("");
    }

    public void list(List<String> items) {
        items.forEach(item -> line("- " + item));
    }

    public void table(List<String> columns, List<List<String>> rows) {
        row(columns);
        row(columns.stream().map(column -> "---").toList());
        rows.forEach(this::row);
    }

    public void goals(List<Goal> goals) {
        table(
                List.of("goal", "measured (min–max over rounds)", ""),
                goals.stream()
                        .map(goal -> List.of(
                                goal.text(),
                                goal.measured().map(Spread::toString).orElse("–"),
                                goal.verdict()))
                        .toList());
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
