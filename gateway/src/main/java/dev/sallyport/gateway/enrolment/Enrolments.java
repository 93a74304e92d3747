package dev.sallyport.gateway.enrolment;

import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import java.util.List;
import java.util.Optional;

/**
 * What operators do with MFA devices, in the gateway that runs or on its directory. Each throws an {@link ApiException} of
 * IAM's own operations, whose reason says what to do next.
 */
public interface Enrolments {
    /**
     * Makes a device that waits for its first two codes.
     *
     * @param name of the device; the user's own without one
     */
    Enrolled enroll(Owner owner, Optional<String> name);

    /**
     * Enables a pending device by its first two codes, which are spent by that.
     *
     * @param serial which one, where the user has several that wait
     * @return its serial number
     */
    Arn enable(Owner owner, Optional<Arn> serial, String first, String second);

    /** Every device of the files and of the store, or those of one user. */
    List<ListedDevice> list(Optional<Owner> owner);

    /**
     * Removes a device of the store, pending or enabled, also one whose user is gone. Sessions that it opened go on.
     *
     * @return whose it was
     */
    Arn remove(Owner owner, Arn serial);

    /** Lets codes of a device be compared again, after any number of wrong ones. What is spent stays spent. */
    void unlock(Owner owner, Arn serial);
}
