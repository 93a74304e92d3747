package dev.sallyport.policy.lint;

import java.util.Locale;

/**
 * Everything the linter can say. A check of IAM Access Analyzer has the code of its catalogue; a foot-gun, which that
 * does not look for, has a name in lower case.
 */
public enum Check {
    JSON_SYNTAX_ERROR(
            Severity.ERROR,
            "the document is not JSON, so nothing in it counts",
            "write one JSON object in strict JSON"),
    DATA_TYPE_MISMATCH(
            Severity.ERROR,
            "an element holds another JSON type than it may, so the document is refused",
            "write the type that the element wants"),
    INVALID_POLICY_ELEMENT(
            Severity.ERROR,
            "there is no such element, and a document with it is refused",
            "remove it or correct its spelling"),
    INVALID_VERSION(Severity.ERROR, "there is no such version of the policy language", "write `2012-10-17`"),
    MISSING_STATEMENT(Severity.ERROR, "a policy without statements is refused", "add a statement"),
    MISSING_EFFECT(
            Severity.ERROR,
            "a statement that neither allows nor denies is refused",
            "add `Effect` with `Allow` or `Deny`"),
    INVALID_EFFECT(Severity.ERROR, "an effect is `Allow` or `Deny` in just this spelling", "write `Allow` or `Deny`"),
    MISSING_ACTION(Severity.ERROR, "a statement that is about no action is refused", "add `Action` or `NotAction`"),
    MISSING_RESOURCE(
            Severity.ERROR, "a statement that is about no resource is refused", "add `Resource` or `NotResource`"),
    MISSING_PRINCIPAL(Severity.ERROR, "a statement of this type of policy must say who it is about", "add `Principal`"),
    UNSUPPORTED_PRINCIPAL(
            Severity.ERROR,
            "this type of policy is about whoever it is attached to and has no principal",
            "remove the element"),
    UNSUPPORTED_ELEMENT_COMBINATION(
            Severity.ERROR, "an element and its Not form exclude each other", "keep one of the two"),
    UNSUPPORTED_SID(
            Severity.ERROR, "a Sid of this type of policy has only letters and digits", "remove every other character"),
    UNIQUE_SIDS_REQUIRED(
            Severity.ERROR,
            "another statement has this Sid, and the document is refused",
            "give each statement its own Sid"),
    INVALID_ACTION(
            Severity.ERROR,
            "the service has no such action, so the statement never applies to it",
            "correct the name of the action"),
    UNSUPPORTED_ACTION_IN_POLICY(
            Severity.ERROR,
            "a trust policy can only be asked about assuming its role",
            "name one of the `sts:AssumeRole…` actions, `sts:TagSession`, `sts:SetSourceIdentity` or `sts:SetContext`"),
    INVALID_ARN_PREFIX(Severity.ERROR, "a resource is an ARN or `*`", "begin it with `arn:`"),
    MISSING_ARN_FIELD(
            Severity.ERROR,
            "an ARN has six fields, so this one matches nothing",
            "write `arn:partition:service:region:account:resource`"),
    INVALID_PARTITION(
            Severity.ERROR,
            "there is no such partition, so the ARN matches nothing",
            "write `aws`, or the partition that is meant"),
    INVALID_ARN_SERVICE_CASE(
            Severity.ERROR,
            "services are lower case in an ARN, so this one matches nothing",
            "write the service in lower case"),
    INVALID_ARN_REGION(
            Severity.ERROR, "a Region looks like `eu-central-1`, so the ARN matches nothing", "correct the Region"),
    INVALID_ARN_ACCOUNT(
            Severity.ERROR,
            "an account is twelve digits, so the ARN matches nothing",
            "write the twelve digits of the account"),
    INVALID_ARN_RESOURCE(
            Severity.ERROR,
            "the service has no resource of this form, so the ARN matches nothing",
            "correct what follows the account"),
    MISSING_ARN_REGION(
            Severity.ERROR,
            "resources of this service are in a Region, so the ARN matches nothing",
            "name the Region, or `*`"),
    ARN_REGION_NOT_ALLOWED(
            Severity.ERROR,
            "resources of this service are in no Region, so the ARN matches nothing",
            "leave the Region empty"),
    ARN_ACCOUNT_NOT_ALLOWED(
            Severity.ERROR,
            "the ARNs of this service's resources have no account, so this one matches nothing",
            "leave the account empty"),
    INVALID_PRINCIPAL_FORMAT(
            Severity.ERROR,
            "a principal is `*` or an object that says which kind of principal it is",
            "write for example `{\"AWS\": \"…\"}`"),
    INVALID_PRINCIPAL_KEY(
            Severity.ERROR,
            "there is no such kind of principal",
            "write `AWS`, `Federated`, `Service` or `CanonicalUser`"),
    UNSUPPORTED_WILDCARD_IN_PRINCIPAL(
            Severity.ERROR,
            "a principal is named in full: a wildcard inside it matches nobody",
            "name each principal, or write a condition on `aws:PrincipalArn`"),
    INVALID_SERVICE_PRINCIPAL_FORMAT(
            Severity.ERROR,
            "a service is named like `ec2.amazonaws.com`, so this one is nobody",
            "correct the name of the service"),
    FEDERATED_PRINCIPAL_NOT_SUPPORTED(
            Severity.ERROR,
            "only a role's trust policy meets a federated identity, so this names nobody",
            "name the role that the identity assumes"),
    INVALID_CONDITION_OPERATOR(
            Severity.ERROR, "there is no such operator, and the document is refused", "correct the operator"),
    NULL_WITH_IF_EXISTS(
            Severity.ERROR, "`Null` already asks whether the key is there", "write `Null` without `IfExists`"),
    INVALID_CONDITION_KEY_FORMAT(
            Severity.ERROR,
            "a condition key is `prefix:name`, so no request has this one",
            "write the key with its prefix"),
    INVALID_GLOBAL_CONDITION_KEY(
            Severity.ERROR, "there is no such `aws:` key, so no request ever has it", "correct the name of the key"),
    INVALID_SERVICE_CONDITION_KEY(
            Severity.ERROR, "the service has no such key, so no request ever has it", "correct the name of the key"),
    UNSUPPORTED_GLOBAL_CONDITION_KEY(
            Severity.ERROR, "no request has the key `aws:ARN`", "write `aws:PrincipalArn` or `aws:SourceArn`"),
    MISSING_TAG_KEY_IN_CONDITION(
            Severity.ERROR, "the key must say which tag it is about", "write the tag's key behind the slash"),
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE(
            Severity.ERROR,
            "keys have no case, so this one stands twice in the same block",
            "write the key once, with all its values"),
    INVALID_CONDITION_DATA_TYPE(
            Severity.ERROR, "the values of one key are of several JSON types", "write all of them as strings"),
    INVALID_CONDITION_MULTIPLE_BOOLEAN(
            Severity.ERROR,
            "a key that is compared with both `true` and `false` always matches",
            "keep one of the two"),
    MISSING_QUALIFIER(
            Severity.ERROR,
            "the key holds several values, and an operator without a set prefix never matches it",
            "write `ForAnyValue:` or `ForAllValues:` before the operator"),
    INVALID_VARIABLE_FOR_OPERATOR(
            Severity.ERROR,
            "only string and ARN operators know variables, so this value matches nothing",
            "write the value itself, or use another operator"),
    INVALID_REGION(
            Severity.ERROR,
            "a Region looks like `eu-central-1`, so no request comes from this one",
            "correct the Region"),
    INVALID_VPC_FORMAT(
            Severity.ERROR,
            "a VPC is `vpc-` and 8 or 17 letters and digits, so no request comes from this one",
            "correct the identifier"),
    INVALID_VPCE_FORMAT(
            Severity.ERROR,
            "a VPC endpoint is `vpce-` and 8 or 17 letters and digits, so no request comes through this one",
            "correct the identifier"),
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY(
            Severity.ERROR,
            "requests for some of the statement's actions never have this key",
            "give those actions a statement of their own, without the key"),
    UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL(
            Severity.ERROR,
            "a request by a service itself has no key that describes a user or role",
            "use `aws:SourceAccount`, `aws:SourceArn` or `aws:SourceOrgID`"),
    PRIVATE_IP_ADDRESS(
            Severity.ERROR,
            "`aws:SourceIp` is the public address of the caller, so private ranges never match",
            "use `aws:VpcSourceIp`, or public ranges"),
    PRIVATE_NOTIPADDRESS(
            Severity.ERROR,
            "`aws:SourceIp` is the public address of the caller, so excluding private ranges excludes nobody",
            "use `aws:VpcSourceIp`, or public ranges"),
    MISSING_BRACE_IN_VARIABLE(
            Severity.ERROR,
            "the variable has no closing brace, so the document is refused or the text is literal",
            "add the `}`"),
    MISSING_QUOTE_IN_VARIABLE(
            Severity.ERROR, "the default of a variable stands between single quotes", "write `${key, 'default'}`"),
    UNSUPPORTED_SPACE_IN_VARIABLE(Severity.ERROR, "there is no key with a blank in its name", "remove the blank"),
    EMPTY_VARIABLE(Severity.ERROR, "the variable names no key", "name the key, or remove `${}`"),
    VARIABLE_UNSUPPORTED_IN_ELEMENT(
            Severity.ERROR, "this element knows no variables, so the text stands for itself", "write the value itself"),
    VARIABLE_UNSUPPORTED_IN_VERSION(
            Severity.ERROR,
            "only version 2012-10-17 knows variables, so the text stands for itself",
            "write `\"Version\": \"2012-10-17\"`"),
    SCP_SYNTAX_ERROR_PRINCIPAL(
            Severity.ERROR,
            "a service control policy is about everybody in the accounts below and has no principal",
            "remove the element"),
    POLICY_SIZE_EXCEEDS_SCP_QUOTA(
            Severity.ERROR, "a service control policy has at most 5,120 characters", "split it into several policies"),
    ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL(
            Severity.ERROR, "a trust policy names those who may, never those who may not", "write `Principal`"),
    ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL(
            Severity.ERROR,
            "a trust policy with a wildcard as its principal lets strangers ask for the role",
            "name the principals"),
    ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE(
            Severity.ERROR, "a trust policy is about its role alone and has no resource", "remove the element"),
    MISSING_ACTION_FOR_CONDITION_KEY(
            Severity.ERROR,
            "without its action a caller may not set what the key is about, so the condition refuses all who do",
            "add the action that sets it"),
    INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY(
            Severity.ERROR,
            "a federated principal is a provider's ARN or domain name, so this one is nobody",
            "write the ARN of the OIDC or SAML provider"),
    MISMATCHED_ACTION_FOR_PRINCIPAL(
            Severity.ERROR,
            "this kind of principal cannot use this action, so nobody gets in",
            "pair OIDC with `sts:AssumeRoleWithWebIdentity`, SAML with `sts:AssumeRoleWithSAML` and others with `sts:AssumeRole`"),
    MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY(
            Severity.ERROR,
            "IAM Roles Anywhere needs three actions to assume a role",
            "allow `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession`"),
    CREATE_SLR_WITH_NOTRESOURCE(
            Severity.GENERAL_WARNING,
            "it allows making every service-linked role but those listed",
            "name the roles with `Resource`"),
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOTRESOURCE(
            Severity.GENERAL_WARNING,
            "the wildcard covers `iam:CreateServiceLinkedRole`, for every role but those listed",
            "name the actions, and the roles with `Resource`"),
    CREATE_SLR_WITH_NOTACTION_AND_NOTRESOURCE(
            Severity.GENERAL_WARNING,
            "what is not listed covers `iam:CreateServiceLinkedRole`, for every role but those listed",
            "name the actions, and the roles with `Resource`"),
    CREATE_SLR_WITH_STAR_IN_RESOURCE(
            Severity.GENERAL_WARNING, "it allows making service-linked roles of any service", "name the roles"),
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE(
            Severity.GENERAL_WARNING,
            "the wildcards allow making service-linked roles of any service",
            "name the actions and the roles"),
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOTACTION(
            Severity.GENERAL_WARNING,
            "what is not listed covers `iam:CreateServiceLinkedRole`, for any service",
            "name the actions and the roles"),
    DEPRECATED_GLOBAL_CONDITION_KEY(
            Severity.GENERAL_WARNING, "`aws:ARN` is an older name that few requests have", "write `aws:PrincipalArn`"),
    INVALID_DATE_VALUE(
            Severity.GENERAL_WARNING,
            "a bare number is read as seconds since 1970, which is easily mistaken",
            "write the date as `2026-11-22T04:07:44Z`"),
    INVALID_ROLE_REFERENCE(
            Severity.GENERAL_WARNING,
            "the id of a role that was deleted stands here, or an id where a name says more",
            "write the role's ARN"),
    INVALID_USER_REFERENCE(
            Severity.GENERAL_WARNING,
            "the id of a user who was deleted stands here, or an id where a name says more",
            "write the user's ARN"),
    MISSING_VERSION(
            Severity.GENERAL_WARNING,
            "without a version the document is read by the rules of 2008, without variables",
            "write `\"Version\": \"2012-10-17\"`"),
    UNIQUE_SIDS_RECOMMENDED(
            Severity.GENERAL_WARNING,
            "another statement has this Sid, so a reason that names it is ambiguous",
            "give each statement its own Sid"),
    WILDCARD_WITHOUT_LIKE_OPERATOR(
            Severity.GENERAL_WARNING,
            "this operator takes a wildcard for itself, so the value matches almost nothing",
            "use the `Like` operator, or the whole value"),
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA(
            Severity.GENERAL_WARNING,
            "an identity policy has at most 6,144 characters other than white space",
            "split it into several policies"),
    POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA(
            Severity.GENERAL_WARNING,
            "few services take a resource policy of more than 20,480 characters",
            "say it in fewer statements"),
    POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA(
            Severity.GENERAL_WARNING,
            "a trust policy has at most 2,048 characters other than white space unless the quota was raised",
            "say it in fewer statements"),
    TYPE_MISMATCH(
            Severity.GENERAL_WARNING,
            "the key holds another type than the operator compares, so it is not compared as meant",
            "use an operator of the key's type"),
    TYPE_MISMATCH_BOOLEAN(
            Severity.GENERAL_WARNING,
            "the operator compares with `true` or `false`, so this value is refused or counts as false",
            "write `true` or `false`"),
    TYPE_MISMATCH_DATE(
            Severity.GENERAL_WARNING,
            "the operator compares dates, so this value is refused or never matches",
            "write the date as `2026-11-22T04:07:44Z`"),
    TYPE_MISMATCH_IP_RANGE(
            Severity.GENERAL_WARNING,
            "the operator compares addresses, so this value is refused or never matches",
            "write an address or a range such as `203.0.113.0/24`"),
    TYPE_MISMATCH_NUMBER(
            Severity.GENERAL_WARNING,
            "the operator compares numbers, so this value is refused or never matches",
            "write a number"),
    TYPE_MISMATCH_STRING(
            Severity.GENERAL_WARNING,
            "the operator compares bytes in base64, so this value is refused",
            "write the value in base64"),
    SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED(
            Severity.GENERAL_WARNING,
            "a wildcard in the subject lets in more workflows than one repository's one branch",
            "write the repository and the branch in full"),
    ALLOW_WITH_NOTPRINCIPAL(
            Severity.SECURITY_WARNING,
            "it allows everybody but those listed, strangers included",
            "name those who may with `Principal`"),
    FORALLVALUES_WITH_SINGLE_VALUED_KEY(
            Severity.SECURITY_WARNING,
            "`ForAllValues:` also holds when the key is absent, and this key has one value",
            "remove `ForAllValues:`"),
    PASS_ROLE_WITH_NOTRESOURCE(
            Severity.SECURITY_WARNING,
            "it allows passing every role but those listed",
            "name the roles with `Resource`"),
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOTRESOURCE(
            Severity.SECURITY_WARNING,
            "the wildcard covers `iam:PassRole`, for every role but those listed",
            "name the actions, and the roles with `Resource`"),
    PASS_ROLE_WITH_NOTACTION_AND_NOTRESOURCE(
            Severity.SECURITY_WARNING,
            "what is not listed covers `iam:PassRole`, for every role but those listed",
            "name the actions, and the roles with `Resource`"),
    PASS_ROLE_WITH_STAR_IN_RESOURCE(
            Severity.SECURITY_WARNING,
            "it allows passing any role to any service",
            "name the roles, or add a condition on `iam:PassedToService`"),
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE(
            Severity.SECURITY_WARNING,
            "the wildcards allow passing any role to any service",
            "name the actions and the roles, or add a condition on `iam:PassedToService`"),
    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOTACTION(
            Severity.SECURITY_WARNING,
            "what is not listed covers `iam:PassRole`, for any role and service",
            "name the actions and the roles, or add a condition on `iam:PassedToService`"),
    MISSING_PAIRED_CONDITION_KEYS(
            Severity.SECURITY_WARNING,
            "private addresses are only unique within one VPC, so another VPC's host matches too",
            "add a condition on `aws:SourceVpc` or `aws:SourceVpce`"),
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL(
            Severity.SECURITY_WARNING,
            "the service acts for all its customers, so any of them can make it call",
            "add a condition on `aws:SourceArn` or `aws:SourceAccount`"),
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL(
            Severity.SECURITY_WARNING,
            "without a condition on the provider's claims any of its tokens gets in",
            "add conditions on the provider's `aud` and `sub`"),
    MISSING_GITHUB_REPO_CONDITION_KEY(
            Severity.SECURITY_WARNING,
            "without a condition on the subject any repository on GitHub gets in",
            "pin `token.actions.githubusercontent.com:sub` to a repository and branch"),
    EMPTY_ARRAY_ACTION(
            Severity.SUGGESTION,
            "a statement with no actions does nothing",
            "name the actions, or remove the statement"),
    EMPTY_ARRAY_CONDITION(
            Severity.SUGGESTION,
            "a key with no values to compare with never matches",
            "name the values, or remove the key"),
    EMPTY_ARRAY_CONDITION_FORALLVALUES(
            Severity.SUGGESTION, "with no values it only holds when the key is absent", "write `Null` with `true`"),
    EMPTY_ARRAY_CONDITION_FORANYVALUE(
            Severity.SUGGESTION, "with no values it never holds", "name the values, or remove the key"),
    EMPTY_ARRAY_CONDITION_IFEXISTS(
            Severity.SUGGESTION, "with no values it only holds when the key is absent", "write `Null` with `true`"),
    EMPTY_ARRAY_PRINCIPAL(
            Severity.SUGGESTION,
            "a statement about nobody does nothing",
            "name the principals, or remove the statement"),
    EMPTY_ARRAY_RESOURCE(
            Severity.SUGGESTION,
            "a statement about no resource does nothing",
            "name the resources, or remove the statement"),
    EMPTY_OBJECT_CONDITION(
            Severity.SUGGESTION, "an empty condition asks nothing", "remove it, or say what it should ask"),
    EMPTY_OBJECT_PRINCIPAL(
            Severity.SUGGESTION,
            "a statement about nobody does nothing",
            "name the principals, or remove the statement"),
    EMPTY_SID_VALUE(Severity.SUGGESTION, "an empty Sid names nothing", "give the statement a name, or remove the Sid"),
    IMPROVE_IP_RANGE(
            Severity.SUGGESTION,
            "the bits behind the prefix do not count, so the range is another than it looks",
            "write the range's first address"),
    NULL_WITH_QUALIFIER(
            Severity.SUGGESTION,
            "`Null` asks about the key and not about its values",
            "write `Null` without the prefix"),
    PRIVATE_IP_ADDRESS_SUBSET(
            Severity.SUGGESTION,
            "`aws:SourceIp` is the public address of the caller, so the private ranges among these never match",
            "move them to `aws:VpcSourceIp`"),
    PRIVATE_NOTIPADDRESS_SUBSET(
            Severity.SUGGESTION,
            "`aws:SourceIp` is the public address of the caller, so the private ranges among these exclude nobody",
            "move them to `aws:VpcSourceIp`"),
    REDUNDANT_ACTION(Severity.SUGGESTION, "another pattern of the statement covers it already", "remove it"),
    REDUNDANT_CONDITION_VALUE_NUM(Severity.SUGGESTION, "of several bounds only the widest counts", "keep that one"),
    REDUNDANT_RESOURCE(Severity.SUGGESTION, "another pattern of the statement covers it already", "remove it"),
    REDUNDANT_STATEMENT(Severity.SUGGESTION, "another statement says the same", "remove one of the two"),
    WILDCARD_IN_SERVICE_NAME(
            Severity.SUGGESTION,
            "a wildcard in the service covers services that nobody thought of",
            "name the service"),
    RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL(
            Severity.SUGGESTION,
            "this key says less exactly for whom the service acts",
            "use `aws:SourceArn` or `aws:SourceAccount`"),
    IRRELEVANT_CONDITION_KEY_IN_POLICY(
            Severity.SUGGESTION,
            "requests that this type of policy is asked about never have the key",
            "move the condition to an identity policy"),
    REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY(
            Severity.SUGGESTION, "the role of this session is a principal already", "remove the session"),
    CONFIRM_AUDIENCE_CLAIM_TYPE(
            Severity.SUGGESTION,
            "tokens of most providers have one audience, which a set operator reads otherwise when it is absent",
            "remove the prefix if the audience is one value"),

    // The foot-guns, by names of our own.
    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE(
            Severity.SECURITY_WARNING,
            "requests to these services never have the tag, so the statement denies nothing there",
            "deny the actions of these services in a statement without this key"),
    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE(
            Severity.SECURITY_WARNING,
            "requests to these services never have the tag, so the statement does not deny them though it is about all"
                    + " actions but those named",
            "write `Action` with the actions whose requests have the tag"),
    ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE(
            Severity.SUGGESTION,
            "requests to these services never have the tag, so the statement allows nothing there",
            "allow the actions of these services in a statement without this key"),
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE(
            Severity.SUGGESTION,
            "requests to these services never have the tag, so the statement allows less than all actions but those named",
            "write `Action` with the actions whose requests have the tag"),
    MISSING_SUB_CONDITION(
            Severity.SECURITY_WARNING,
            "nothing says whose token it must be, so every user or workload of the provider gets in",
            "compare the provider's `sub` with `StringEquals`"),
    WILDCARD_SUB(
            Severity.SECURITY_WARNING,
            "the subject may be anything, so every user or workload of the provider gets in",
            "write the subject in full"),
    WILDCARD_ORG(
            Severity.SECURITY_WARNING,
            "the wildcard stands for the owner, so anybody's repository or project gets in",
            "name the owner"),
    WILDCARD_BEFORE_SLASH(
            Severity.SECURITY_WARNING,
            "a wildcard before the slash matches other owners, whose names only begin alike",
            "name the owner in full, up to the slash"),
    INNER_WILDCARD(
            Severity.SECURITY_WARNING,
            "a wildcard in the middle also matches parts that it was not meant for",
            "write the part in full"),
    WILDCARD_BRANCH(
            Severity.SECURITY_WARNING, "any branch or tag gets in, also one that nobody reviewed", "name the branch"),
    WILDCARD_EVENT(
            Severity.SECURITY_WARNING,
            "any event gets in, runs of pull requests included",
            "name the branch or environment"),
    WILDCARD_IN_STRINGEQUALS(
            Severity.SECURITY_WARNING,
            "this operator takes a wildcard for itself, so the comparison is not the one that was meant",
            "use `StringLike`, or the whole value"),
    OPEN_TRUST(Severity.SECURITY_WARNING, "everybody may ask for the role", "name the principals"),
    WILDCARD_ACTION(
            Severity.SECURITY_WARNING,
            "the wildcard allows every action, also those that come later",
            "name the actions"),
    NOTACTION_ALLOW(
            Severity.SECURITY_WARNING,
            "everything that is not listed is allowed, also what comes later",
            "name the actions with `Action`"),
    NEGATED_OPERATOR_ALONE(
            Severity.SECURITY_WARNING,
            "the comparison also holds when the key is absent, so leaving it out is enough",
            "compare for equality, or add `Null` with `false`"),
    IFEXISTS_IN_ALLOW(
            Severity.SECURITY_WARNING,
            "the condition also holds when the key is absent, so leaving it out is enough",
            "remove `IfExists`"),
    FORALLVALUES_WITHOUT_NULL_CHECK(
            Severity.SECURITY_WARNING,
            "`ForAllValues:` also holds when the key is absent, so leaving it out is enough",
            "add `Null` with `false` for the key"),
    MFA_BOOL_DENY(
            Severity.SECURITY_WARNING,
            "requests with long-term keys have no such key, so this Deny never stops them",
            "write `BoolIfExists`"),
    MFA_BOOLIFEXISTS_ALLOW(
            Severity.SECURITY_WARNING,
            "requests with long-term keys have no such key, so this allows them without MFA",
            "write `Bool`"),
    VARIABLE_IN_DENY(
            Severity.SECURITY_WARNING,
            "where the variable's key is absent the Deny does not apply",
            "give the variable a default, or deny without it"),
    CIDR_ZERO(Severity.SECURITY_WARNING, "a prefix of zero is every address", "write the prefix that is meant"),
    CLAIM_NEVER_SENT(
            Severity.SECURITY_WARNING,
            "the provider puts no such claim into its tokens, so the condition never sees a value",
            "name a claim that the provider sends"),
    WILDCARD_PROVIDER_ACCOUNT(
            Severity.SECURITY_WARNING,
            "a wildcard in the account of the provider names no provider, or everybody's",
            "write the account that the provider is in"),
    OLD_VERSION(
            Severity.SECURITY_WARNING,
            "the rules of 2008 take `${…}` for itself, so variables are not replaced",
            "write `\"Version\": \"2012-10-17\"`"),
    GITHUB_SUBJECT_IN_ONE_FORM(
            Severity.SUGGESTION,
            "GitHub names a repository in a subject by its name or, since it was created, renamed or transferred, with ids"
                    + " too, and a policy with one form is closed to the other",
            "list both, `repo:owner/name:…` and `repo:owner@id/name@id:…`; with only ids, nobody comes in who takes the name"
                    + " later"),
    DENY_NEVER_APPLIES(
            Severity.SECURITY_WARNING,
            "no route that the Deny is about supplies the key, so the Deny never applies",
            "give the routes' operations the tag under `resource-tags`, or deny by a key that their requests have");

    private final Severity severity;
    private final String why;
    private final String fix;

    Check(Severity severity, String why, String fix) {
        this.severity = severity;
        this.why = why;
        this.fix = fix;
    }

    /** Whether it is a foot-gun of ours and not in the catalogue of IAM Access Analyzer. */
    public boolean isFootGun() {
        return compareTo(MISSING_SUB_CONDITION) >= 0;
    }

    /** What findings and settings call it. */
    public String id() {
        return isFootGun() ? name().toLowerCase(Locale.ROOT).replace('_', '-') : name();
    }

    public Severity severity() {
        return severity;
    }

    /** Why it matters: one sentence. */
    public String why() {
        return why;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
