package dev.sallyport.config;

/** One policy test: these policies have to say that of this request. */
public record PolicyTest(PolicyRequest request, TestedPolicies policies, PolicyExpectation expectation) {}
