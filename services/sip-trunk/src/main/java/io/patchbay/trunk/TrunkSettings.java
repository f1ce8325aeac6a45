package io.patchbay.trunk;

import io.patchbay.launch.hook.MailServer;
import io.patchbay.trunk.lease.KubernetesAccess;
import io.patchbay.trunk.run.Overload;
import io.patchbay.trunk.sip.SipSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Everything a trunk is told.
///
/// @param dns numeric host:port of the DNS server; empty: as the machine is set up
/// @param kafka bootstrap servers; empty: none, documents come by [Trunk#configure]
/// @param edgeToken edges have to show it
/// @param serviceToken other services have to show it; empty: the edges' token
/// @param drainDeadline calls may go on so long after the trunk was told to stop; zero: not at all
/// @param leases where Leases say who looks after a trunk; null: a consumer group of Kafka does
/// @param lineGrace the lines of an edge that is away for longer are down
record TrunkSettings(
    String name,
    SipSettings sip,
    String dns,
    String bind,
    int grpcPort,
    String kafka,
    String dialPlan,
    String smsRouter,
    String edgeToken,
    String serviceToken,
    String webHookKey,
    MailServer mail,
    Duration lineGrace,
    Overload.Limits overload,
    Duration drainDeadline,
    @Nullable KubernetesAccess leases) {}
