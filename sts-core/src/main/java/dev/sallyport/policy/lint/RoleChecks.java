package dev.sallyport.policy.lint;

/** Statements that let somebody give roles away: {@code iam:PassRole} and service-linked roles. */
final class RoleChecks {
    /**
     * An action and what to say of the ways of allowing too much of it.
     *
     * @param restrictingKey a condition on it narrows the statement enough
     */
    private record Family(
            String action,
            String restrictingKey,
            Check notResource,
            Check starAndNotResource,
            Check notActionAndNotResource,
            Check starResource,
            Check starAndStarResource,
            Check starResourceAndNotAction) {}

    private static final Family PASS_ROLE = new Family(
            "iam:PassRole",
            "iam:passedtoservice",
            Check.PASS_ROLE_WITH_NOTRESOURCE,
            Check.PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOTRESOURCE,
            Check.PASS_ROLE_WITH_NOTACTION_AND_NOTRESOURCE,
            Check.PASS_ROLE_WITH_STAR_IN_RESOURCE,
            Check.PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE,
            Check.PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOTACTION);

    private static final Family SERVICE_LINKED = new Family(
            "iam:CreateServiceLinkedRole",
            "iam:awsservicename",
            Check.CREATE_SLR_WITH_NOTRESOURCE,
            Check.CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOTRESOURCE,
            Check.CREATE_SLR_WITH_NOTACTION_AND_NOTRESOURCE,
            Check.CREATE_SLR_WITH_STAR_IN_RESOURCE,
            Check.CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE,
            Check.CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOTACTION);

    private RoleChecks() {}

    static void run(WrittenStatement statement, Findings findings) {
        run(PASS_ROLE, statement, findings);
        run(SERVICE_LINKED, statement, findings);
    }

    private static void run(Family family, WrittenStatement statement, Findings findings) {
        boolean about = statement.allows()
                && (statement.has("Action") || statement.has("NotAction"))
                && statement.coversAction(family.action)
                && !statement.pins(family.restrictingKey);
        if (!about) {
            return;
        }
        boolean named = statement.namesAction(family.action);
        if (statement.isNotResource()) {
            Check check = named ? family.notResource : family.starAndNotResource;
            findings.add(statement.isNotAction() ? family.notActionAndNotResource : check, statement.span());
        } else if (statement.resources().stream().anyMatch(RoleChecks::isAnyRole)) {
            Check check = named ? family.starResource : family.starAndStarResource;
            findings.add(statement.isNotAction() ? family.starResourceAndNotAction : check, statement.span());
        }
    }

    /** {@code *}, {@code arn:aws:iam::123456789012:*} or {@code arn:aws:iam::123456789012:role/*}. */
    private static boolean isAnyRole(Written resource) {
        String text = resource.text();
        if (Written.isOnlyWildcards(text)) {
            return true;
        }
        String last = text.substring(text.lastIndexOf(':') + 1);
        return text.startsWith("arn:") && (last.equals("*") || last.equals("role*") || last.equals("role/*"));
    }
}
