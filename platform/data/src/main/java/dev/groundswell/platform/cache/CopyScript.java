package dev.groundswell.platform.cache;

import java.util.List;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/// What Redis does to keep copies, each only in place of something older, as one step. It knows the head of [Frames]' frames, and takes whatever has no
/// such head for nothing.
///
/// A higher version wins; of the same version the later `asOf`. For an absence of which no version is known there is only time: it wins over a value when
/// it was asked for later by more than clocks differ, so that one that was asked for before a product was created, and comes late, does not hide it.
/// Redis counts in doubles: versions are exact up to 2^53.
final class CopyScript {

    private static final String TEXT = """
            local CLOCKS_DIFFER = %d
            local function head(frame)
              if type(frame) ~= 'string' or #frame < 26 or string.sub(frame, 1, 3) ~= 'GS\\1' then
                return nil
              end
              local flags, format, version, asof = struct.unpack('>BI2i8i8', frame, 4)
              return { unversioned = flags %% 2 == 1 and version == 0, told = flags >= 2, version = version, asof = asof }
            end
            local function replaces(new, old)
              if new.unversioned and old.unversioned then
                return new.asof >= old.asof
              elseif new.unversioned then
                return new.asof > old.asof + CLOCKS_DIFFER
              elseif old.unversioned then
                return new.asof > old.asof + (new.told and -CLOCKS_DIFFER or CLOCKS_DIFFER)
              end
              return new.version > old.version or (new.version == old.version and new.asof >= old.asof)
            end
            local kept = 0
            for i, place in ipairs(KEYS) do
              local frame, time, unreadable = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
              local present = redis.pcall('GET', place)
              local old = head(present)
              if old == nil or replaces(head(frame), old) or (unreadable ~= '' and redis.sha1hex(present) == unreadable) then
                redis.call('SET', place, frame, 'PX', time)
                kept = kept + 1
              end
            end
            return kept
            """.formatted(Floors.CLOCKS_DIFFER);

    private CopyScript() {}

    /// Answers with how many were kept.
    static Request request(List<Copies.Copy> copies) {
        Request request = Request.cmd(Command.EVAL).arg(TEXT).arg(copies.size());
        copies.forEach(copy -> request.arg(copy.place()));
        copies.forEach(
                copy -> request.arg(copy.frame()).arg(copy.time().toMillis()).arg(copy.unreadable() == null ? "" : copy.unreadable()));
        return request;
    }
}
