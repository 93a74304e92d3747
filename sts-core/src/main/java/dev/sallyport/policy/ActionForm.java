package dev.sallyport.policy;

import dev.sallyport.json.JsonString;

/** What an action in a policy must look like: {@code vendor:name} with wildcards in the name, or {@code *}. */
final class ActionForm {
    private ActionForm() {}

    static void check(JsonString action, PolicyFaults faults) {
        String text = action.value();
        int colon = text.indexOf(':');
        if (text.equals("*")) {
            return;
        }
        if (colon < 0) {
            faults.action(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                    "an action is `vendor:name` or `*`, not `" + PolicyFaults.shown(text) + "`",
                    action.span());
        } else if (text.indexOf(':', colon + 1) >= 0) {
            faults.action(
                    "Actions/Condition can contain only one colon.",
                    "`" + PolicyFaults.shown(text) + "` has more than one colon",
                    action.span());
        } else {
            String vendor = text.substring(0, colon);
            if (!vendor.equals("*") && (vendor.isEmpty() || !vendor.chars().allMatch(ActionForm::isVendorCharacter))) {
                faults.action(
                        "Vendor " + PolicyFaults.shown(vendor) + " is not valid",
                        "a vendor has letters, digits, hyphens and dots",
                        action.span());
            }
        }
    }

    private static boolean isVendorCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
}
