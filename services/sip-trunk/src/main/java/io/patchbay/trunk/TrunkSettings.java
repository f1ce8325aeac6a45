package io.patchbay.trunk;

import io.patchbay.trunk.sip.SipSettings;

/// Everything a trunk is told.
///
/// @param kafka bootstrap servers; empty: none, documents come by [Trunk#configure]
/// @param edgeToken edges have to show it
record TrunkSettings(
    String name,
    SipSettings sip,
    String bind,
    int grpcPort,
    String kafka,
    String dialPlan,
    String smsRouter,
    String edgeToken) {}
