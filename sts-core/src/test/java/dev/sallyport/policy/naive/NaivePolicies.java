package dev.sallyport.policy.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every document about one principal and one resource: what {@code PolicySet} is to the engine. */
public record NaivePolicies(
        List<NaiveDocument> identity,
        Optional<NaiveDocument> boundary,
        List<NaiveDocument> session,
        Optional<NaiveDocument> resource,
        List<List<NaiveDocument>> serviceControl,
        List<List<NaiveDocument>> resourceControl,
        List<NaiveDocument> endpoint) {
    /** In the order in which {@code PolicySet.all} promises that a Deny is named. */
    List<NaiveDocument> all() {
        List<NaiveDocument> all = new ArrayList<>();
        serviceControl.forEach(all::addAll);
        resourceControl.forEach(all::addAll);
        all.addAll(endpoint);
        resource.ifPresent(all::add);
        all.addAll(identity);
        boundary.ifPresent(all::add);
        all.addAll(session);
        return all;
    }
}
