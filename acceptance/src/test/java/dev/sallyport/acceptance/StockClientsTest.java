package dev.sallyport.acceptance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The matrix: each stock client calls every action, and finds its credentials in every way it has. Only the profile
 * {@code clients} runs this; it fails where a client is missing.
 */
@Tag("clients")
class StockClientsTest {
    @Nested
    class AwsCli1Actions extends EveryAction {
        AwsCli1Actions() {
            super(StockClient.AWS_CLI_1);
        }
    }

    @Nested
    class AwsCli1Sources extends EverySource {
        AwsCli1Sources() {
            super(StockClient.AWS_CLI_1);
        }
    }

    @Nested
    class AwsCli2Actions extends EveryAction {
        AwsCli2Actions() {
            super(StockClient.AWS_CLI_2);
        }
    }

    @Nested
    class AwsCli2Sources extends EverySource {
        AwsCli2Sources() {
            super(StockClient.AWS_CLI_2);
        }
    }

    @Nested
    class Boto3Actions extends EveryAction {
        Boto3Actions() {
            super(StockClient.BOTO3);
        }
    }

    @Nested
    class Boto3Sources extends EverySource {
        Boto3Sources() {
            super(StockClient.BOTO3);
        }
    }

    @Nested
    class JavaActions extends EveryAction {
        JavaActions() {
            super(StockClient.JAVA);
        }
    }

    @Nested
    class JavaSources extends EverySource {
        JavaSources() {
            super(StockClient.JAVA);
        }
    }

    @Nested
    class JavascriptActions extends EveryAction {
        JavascriptActions() {
            super(StockClient.JAVASCRIPT);
        }
    }

    @Nested
    class JavascriptSources extends EverySource {
        JavascriptSources() {
            super(StockClient.JAVASCRIPT);
        }
    }

    @Nested
    class GoActions extends EveryAction {
        GoActions() {
            super(StockClient.GO);
        }
    }

    @Nested
    class GoSources extends EverySource {
        GoSources() {
            super(StockClient.GO);
        }
    }
}
