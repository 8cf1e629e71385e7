using System.Globalization;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Budgets;
using Pan123Dav.Delivery;
using Pan123Dav.Gateway;
using Pan123Dav.Network;

namespace Pan123Dav.Commands.Doctor;

/// <summary>The checks that need no network: what the configuration itself gives away.</summary>
internal static class SettingsChecks
{
    /// <param name="listening">Where the gateway is told to listen, and where it was asked.</param>
    /// <param name="options">The configuration.</param>
    public static Finding Transport(IEnumerable<string> listening, GatewayOptions options)
    {
        if (options.ForwardedHeaders.KnownProxies.Count > 0)
        {
            return Finding.Pass("a reverse proxy stands in front");
        }

        var open = listening.Where(ListenAddress.IsPlainBeyondLoopback).ToList();
        return open.Count == 0
            ? Finding.Pass("passwords do not cross the network in the clear")
            : Finding.Warn(
                $"passwords and links cross the network in the clear at {string.Join(", ", open)}",
                "Put a reverse proxy with HTTPS in front, name it in ForwardedHeaders:KnownProxies and listen on 127.0.0.1, or give Kestrel a certificate.");
    }

    public static Finding Passwords(GatewayOptions options)
    {
        var seen = options.Users.Where(user => user.Password is not null).ToList();
        var weak = seen.Select(user => (user.Name, Problem: WeakPassword.Find(user.Name, user.Password!))).Where(user => user.Problem is not null).ToList();
        return seen.Count == 0 ? Finding.Skip("only hashes are configured, which tell nothing of passwords")
            : weak.Count == 0 ? Finding.Pass("no configured password is easily guessed")
            : Finding.Fail(
                string.Join("; ", weak.Select(user => $"the password of {user.Name} {user.Problem}")),
                "Give these users long random passwords, as PasswordHash: pan123dav hash-password prints one.");
    }

    public static Finding Hashes(GatewayOptions options)
    {
        var weak = options.Users.Where(user => user.PasswordHash is { } hash && !PasswordHashFormat.IsStrong(hash)).Select(user => user.Name).ToList();
        return weak.Count == 0
            ? Finding.Pass("password hashes take enough work to guess from")
            : Finding.Warn(
                string.Create(CultureInfo.InvariantCulture,
                    $"less than {PasswordHashing.MinIterations} iterations of PBKDF2-SHA512 are in the password hash of {string.Join(", ", weak)}"),
                "Hash these passwords again with pan123dav hash-password, and write what it prints to PasswordHash.");
    }

    /// <summary>The tokens of download proxies, which anybody who gets such a link can try to guess without asking the gateway.</summary>
    public static Finding DownloadProxyTokens(IEnumerable<DeliveredMount> mounts)
    {
        var weak = mounts.Where(mount => mount.HasDownloadProxy && WeakPassword.IsGuessable(mount.DownloadProxyToken))
            .Select(mount => mount.Path.ToString()).ToList();
        return weak.Count == 0
            ? Finding.Pass("tokens of download proxies are hard to guess")
            : Finding.Warn(
                $"the DownloadProxyToken of {string.Join(", ", weak)} can be guessed from any link to the proxy",
                "Give the proxy and the mount a long random token: openssl rand -hex 32 prints one.");
    }

    public static Finding Budget(GatewayOptions options)
    {
        var budgets = options.Budgets;
        var unbounded = UsersWithout(options, static limits => limits is { DailyBytes: null, DailyLinks: null });
        if (budgets is { DailyBytes: null, DailyLinks: null } && unbounded.Count > 0)
        {
            return Finding.Warn(
                $"no daily budget bounds {string.Join(", ", unbounded)}: a stolen password costs what the quota holds",
                "Write Budgets:DailyBytes for all of the gateway, or Budgets:PerUser:DailyBytes.");
        }

        var cheap = UsersWithout(options, static limits => limits.DailyLinks is null);
        return budgets is { LinkCost: LinkCost.Requested, DailyLinks: null } && cheap.Count > 0
            ? Finding.Warn(
                $"a link costs the bytes it is asked for with, but gives the whole file, and nothing bounds the links of {string.Join(", ", cheap)}: for "
                + "one byte a stolen password gets all of a file",
                "Write \"LinkCost\": \"WholeFile\" in Budgets, or DailyLinks beside DailyBytes.")
            : Finding.Pass("a daily budget bounds the gateway or every user");
    }

    public static Finding Sizes(MountFiles mount) => mount.Options.Remote is not null ? Finding.Skip("123 tells the sizes")
        : mount.UnknownSizes == 0 ? Finding.Pass("every size is known")
        : Finding.Warn(
            string.Create(CultureInfo.InvariantCulture, $"{mount.UnknownSizes} files have no size, without which rclone and davfs2 cannot read them properly"),
            "Run pan123dav probe, or write size and time before the links in the tree text, as 134847488:1694101621:https://….");

    private static List<string> UsersWithout(GatewayOptions options, Predicate<UserBudgetOptions> isUnbounded) =>
        [.. options.Users.Select(user => user.Name).Where(user => isUnbounded(options.Budgets.GetLimits(user)))];
}
