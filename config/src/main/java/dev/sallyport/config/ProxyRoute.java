package dev.sallyport.config;

import dev.sallyport.route.Route;

/** A route of the proxy, where it leads, and how the upstream learns who is calling. */
public record ProxyRoute(Route route, Upstream upstream, AssertionMode assertion) {}
