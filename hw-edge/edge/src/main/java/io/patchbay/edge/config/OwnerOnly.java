package io.patchbay.edge.config;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Rights of files that nobody but the edge's own user is to read.
public final class OwnerOnly {
  private OwnerOnly() {}

  /// For a new file.
  public static FileAttribute<?>[] file(Path where) {
    return rights(where, "rw-------");
  }

  /// For a new folder.
  public static FileAttribute<?>[] folder(Path where) {
    return rights(where, "rwx------");
  }

  /// None where the file system does not know of that.
  private static FileAttribute<?>[] rights(Path where, String rights) {
    if (!where.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> only = PosixFilePermissions.fromString(rights);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(only)};
  }
}
