// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who holds how many of the sessions that fit: by account, then by origin. Where there are too many, the largest account's
 * largest origin gives up its oldest: whoever floods pushes out their own. Used under the engine's lock.
 */
final class FairShare {
    /* An origin that holds no more than an even share of its account's even share is never the largest of the largest, and
     * loses nothing. Whoever can forge records can make up accounts, and each would ask for a share: so accounts have to be
     * known for a while, in event time, before they have a share of their own, and no more than so many have one; the
     * others share one. */

    /** How long, in seconds of event time, an account shares with other new ones. */
    static final long NEWCOMER_SECONDS = 3_600;

    /** How many accounts have a share of their own. */
    static final int MAXIMUM_ACCOUNTS = 1_024;

    private static final String NEWCOMERS = "";

    /** The sessions of one account, or of all newcomers. */
    private static final class Account extends Ranking.Ranked<Account> {
        final String id;
        final Map<String, Holder> holders = new HashMap<>();
        final Ranking<Holder> ranking = new Ranking<>();

        Account(String id) {
            this.id = id;
        }
    }

    /** The sessions of one origin in one account, oldest first. */
    static final class Holder extends Ranking.Ranked<Holder> {
        private final Account account;
        private final String origin;
        private @Nullable IssuedSession oldest;
        private @Nullable IssuedSession newest;

        private Holder(Account account, String origin) {
            this.account = account;
            this.origin = origin;
        }
    }

    private final Map<String, Account> accounts = new HashMap<>();
    private final Ranking<Account> ranking = new Ranking<>();
    /** When each account was first seen, in epoch seconds of the highest event time then; as many as have a share. */
    private final Map<String, Long> firstSeen = new HashMap<>();

    private final Weight weight;
    private int size;

    FairShare(Weight weight) {
        this.weight = weight;
    }

    int size() {
        return size;
    }

    /**
     * Takes a session in.
     *
     * @param now the highest plausible event time, in epoch seconds
     */
    void add(IssuedSession session, long now) {
        Owner owner = Owner.of(session);
        String share = shareOf(owner.accountId(), now);
        add(session, share, nameIn(share, owner));
    }

    private void add(IssuedSession session, String share, String origin) {
        Account account = accounts.computeIfAbsent(share, id -> {
            weight.add(Weight.ofAccount(id));
            return new Account(id);
        });
        Holder holder = account.holders.computeIfAbsent(origin, name -> {
            weight.add(Weight.ofHolder(name));
            return new Holder(account, name);
        });
        session.heldBy(holder, holder.newest);
        holder.newest = session;
        holder.oldest = holder.oldest == null ? session : holder.oldest;
        account.ranking.grow(holder);
        ranking.grow(account);
        size++;
    }

    /** Takes note that a session may count to somebody else now. */
    void move(IssuedSession session, long now) {
        Holder holder = session.holder();
        if (holder == null) {
            return;
        }
        Owner owner = Owner.of(session);
        String share = shareOf(owner.accountId(), now);
        if (!holder.account.id.equals(share) || !holder.origin.equals(nameIn(share, owner))) {
            remove(session);
            add(session, now);
        }
    }

    private static String nameIn(String share, Owner owner) {
        return share.equals(NEWCOMERS) ? owner.accountId() + '\n' + owner.origin() : owner.origin();
    }

    private String shareOf(String accountId, long now) {
        Long first = firstSeen.get(accountId);
        if (first == null) {
            if (firstSeen.size() < MAXIMUM_ACCOUNTS) {
                firstSeen.put(accountId, now);
            }
            return NEWCOMERS;
        }
        return now - first >= NEWCOMER_SECONDS ? accountId : NEWCOMERS;
    }

    /** Lets a session go; does nothing where nobody holds it. */
    void remove(IssuedSession session) {
        Holder holder = session.holder();
        if (holder == null) {
            return;
        }
        Account account = holder.account;
        holder.oldest = holder.oldest == session ? session.newer() : holder.oldest;
        holder.newest = holder.newest == session ? session.older() : holder.newest;
        session.release();
        account.ranking.shrink(holder);
        ranking.shrink(account);
        size--;
        if (holder.size() == 0) {
            account.holders.remove(holder.origin);
            weight.remove(Weight.ofHolder(holder.origin));
        }
        if (account.size() == 0) {
            accounts.remove(account.id);
            weight.remove(Weight.ofAccount(account.id));
        }
    }

    /** The session to give up first, or {@code null} where there is none. */
    @Nullable
    IssuedSession next() {
        Account account = ranking.largest();
        Holder holder = account == null ? null : account.ranking.largest();
        return holder == null ? null : holder.oldest;
    }

    /** Writes into a checkpoint who holds what, so that reading it in this order comes to the same ranks. */
    void write(IdentityHashMap<IssuedSession, Integer> numbers, SectionWriter out) throws IOException {
        var sorted = new TreeMap<>(firstSeen);
        out.writeCount(sorted.size());
        for (Map.Entry<String, Long> first : sorted.entrySet()) {
            out.writeText(first.getKey());
            out.writeLong(first.getValue());
        }
        var holders = new ArrayList<Holder>();
        ranking.forEach(account -> account.ranking.forEach(holders::add));
        out.writeCount(holders.size());
        for (Holder holder : holders) {
            out.writeText(holder.account.id);
            out.writeText(holder.origin);
            out.writeCount(holder.size());
            for (IssuedSession one = holder.oldest; one != null; one = one.newer()) {
                out.writeCount(Objects.requireNonNull(numbers.get(one)));
            }
        }
    }

    /** Goes on from what a checkpoint says. */
    void read(List<IssuedSession> kept, SectionReader in) throws IOException, CheckpointException {
        int accountCount = in.readCount(MAXIMUM_ACCOUNTS);
        for (int i = 0; i < accountCount; i++) {
            firstSeen.put(in.readTextOrFail(), in.readLong());
        }
        for (long holder = in.readCount(); holder > 0; holder--) {
            String share = in.readTextOrFail();
            String origin = in.readTextOrFail();
            for (long left = in.readCount(); left > 0; left--) {
                IssuedSession session = kept.get(in.readCount(kept.size() - 1));
                if (session.holder() != null) {
                    throw in.damaged("a session is held twice");
                }
                add(session, share, origin);
            }
        }
        if (size != kept.size()) {
            throw in.damaged("a session is held by nobody");
        }
    }
}
