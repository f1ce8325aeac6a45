package io.patchbay.routing.emergency;

import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.ZoneSpec;

/// Floors and buildings of a site (catalogue E4, 5): what is known of where help is to come. Pure.
public final class Zones {
  private Zones() {}

  /// For people: ` at munich, floor-2,`, ` at munich`; empty: no site.
  public static String words(String site, String zone) {
    String part = zone.isEmpty() ? "" : ", " + zone + ",";
    return site.isEmpty() ? "" : " at " + site + part;
  }

  /// The site as it is in one of its zones: call-back number, address and position.
  ///
  /// @param zone empty, or no more: the site as it is
  public static SiteSpec at(SiteSpec site, String zone) {
    return site.getZonesList().stream()
        .filter(one -> one.getName().equals(zone))
        .findFirst()
        .map(one -> at(site, one))
        .orElse(site);
  }

  private static SiteSpec at(SiteSpec site, ZoneSpec zone) {
    SiteSpec.Builder there = site.toBuilder();
    if (!zone.getCallbackNumber().isEmpty()) {
      there.setCallbackNumber(zone.getCallbackNumber());
    }
    if (!zone.getPosition().isEmpty()) {
      there.setPosition(zone.getPosition());
    }
    if (zone.hasAddress()) {
      there.mergeAddress(zone.getAddress());
    }
    return there.build();
  }
}
