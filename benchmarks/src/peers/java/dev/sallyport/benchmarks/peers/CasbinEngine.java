package dev.sallyport.benchmarks.peers;

import com.googlecode.aviator.runtime.function.FunctionUtils;
import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.workload.Oracle;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Rule;
import dev.sallyport.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;

/**
 * One enforcer per role and one {@code p} line per statement. Everything about a statement is compared by one custom function,
 * compiled Java that it shares with the plain evaluator: what is left is jCasbin's own work.
 */
final class CasbinEngine implements Engine<CasbinEngine.Request> {
    /** As the function takes it; the action is lower-cased before the clock starts. */
    record Request(int role, String lowerAction, String resource, Map<String, String> context) {}

    private final List<Enforcer> enforcers = new ArrayList<>();

    CasbinEngine(Workload workload) {
        Oracle oracle = new Oracle(workload.roles());
        for (int role = 0; role < workload.roles().size(); role++) {
            enforcers.add(enforcer(workload.roles().get(role).rules(), oracle));
        }
    }

    private static Enforcer enforcer(List<Rule> rules, Oracle oracle) {
        Model model = new Model();
        model.addDef("r", "r", "question");
        model.addDef("p", "p", "statement, eft");
        model.addDef("e", "e", "some(where (p.eft == allow)) && !some(where (p.eft == deny))");
        model.addDef("m", "m", "applies(r.question, p.statement)");
        Enforcer enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        enforcer.enableAutoSave(false);
        enforcer.addFunction("applies", new Applies(oracle));
        List<List<String>> lines = new ArrayList<>();
        for (int statement = 0; statement < rules.size(); statement++) {
            lines.add(List.of(
                    Integer.toString(statement), rules.get(statement).allow() ? "allow" : "deny"));
        }
        enforcer.addPolicies(lines);
        return enforcer;
    }

    @Override
    public Request prepare(Question question) {
        return new Request(
                question.role(),
                question.action().toLowerCase(Locale.ROOT),
                question.resource(),
                question.context());
    }

    @Override
    public Outcome decide(Request request) {
        return enforcers.get(request.role()).enforce(request) ? Outcome.ALLOW : Outcome.IMPLICIT_DENY;
    }

    @Override
    public boolean tellsDenialsApart() {
        return false;
    }

    private static final class Applies extends CustomFunction {
        private static final long serialVersionUID = 1;

        private final transient Oracle oracle;

        Applies(Oracle oracle) {
            this.oracle = oracle;
        }

        @Override
        public String getName() {
            return "applies";
        }

        @Override
        public AviatorObject call(Map<String, Object> environment, AviatorObject question, AviatorObject statement) {
            Request request = (Request) FunctionUtils.getJavaObject(question, environment);
            String number = FunctionUtils.getStringValue(statement, environment);
            return AviatorBoolean.valueOf(oracle.applies(
                    request.role(),
                    Integer.parseInt(number),
                    request.lowerAction(),
                    request.resource(),
                    request.context()));
        }
    }
}
