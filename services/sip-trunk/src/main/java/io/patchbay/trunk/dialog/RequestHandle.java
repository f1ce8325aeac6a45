package io.patchbay.trunk.dialog;

/// A request that wants an answer; only the SIP package knows what is behind it.
public interface RequestHandle {}
