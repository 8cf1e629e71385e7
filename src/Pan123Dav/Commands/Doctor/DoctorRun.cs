using System.Runtime.CompilerServices;
using Pan123Dav.Gateway;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Commands.Doctor;

/// <summary>All checks, in the order that they are printed in; some only where a mount has what they are about.</summary>
internal sealed class DoctorRun(HttpClient origin, HttpClient gateway, TimeProvider time)
{
    /// <param name="options">The configuration.</param>
    /// <param name="mounts">Its mounts, loaded.</param>
    /// <param name="address">Where the running gateway is asked.</param>
    /// <param name="listening">Every address that counts for the transport.</param>
    /// <param name="local">Where it listens on this machine, if it does.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    public async IAsyncEnumerable<Check> RunAsync(
        GatewayOptions options, MountTable mounts, Uri address, IEnumerable<string> listening, Uri local,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = new List<MountFiles>();
        var found = new List<(string Mount, MountFindings Findings)>();
        var remote = new List<(string Mount, RemoteFindings Findings)>();
        var links = new LinkChecks(new LinkHost(origin, time), time);
        var key = options.RemoteAuthentication.Enabled ? TicketKey.TryRead(options.DataDirectory) : null;
        foreach (var mount in mounts.Mounts)
        {
            MountFiles mountFiles;
            if (mount.Options.Remote is null)
            {
                mountFiles = await MountFiles.OfAsync(mount, cancellationToken);
            }
            else
            {
                (mountFiles, var findings) = await new RemoteChecks(options.Budgets.DailyBytes, time).RunAsync(mount, cancellationToken);
                remote.Add((mountFiles.Name, findings));
            }

            mountFiles = mountFiles with { Tickets = key };
            files.Add(mountFiles);
        }

        var drive = new Uri(address,
            options.PathBase.IsRoot ? "/" : string.Join('/', options.PathBase.ToString().Split('/').Select(Uri.EscapeDataString)) + "/");
        var firstPaths = files.Where(mount => mount.Files.Count > 0).Select(mount => mount.Files[0].Path);
        yield return new Check("stranger-refused", await new AnonymousAccessCheck(gateway).RunAsync(drive, firstPaths, cancellationToken));
        foreach (var mountFiles in files)
        {
            found.Add((mountFiles.Name, await links.RunAsync(mountFiles, cancellationToken)));
        }

        yield return Check.From("unsigned-refused", [.. found.Select(mount => (mount.Mount, mount.Findings.Unsigned))]);
        yield return Check.From("signed-accepted", [.. found.Select(mount => (mount.Mount, mount.Findings.Signed))]);
        yield return Check.From("expired-refused", [.. found.Select(mount => (mount.Mount, mount.Findings.Expired))]);
        yield return Check.From("clock", [.. found.Select(mount => (mount.Mount, mount.Findings.Clock))]);
        yield return new Check("transport", SettingsChecks.Transport(listening, options));
        yield return new Check("passwords", SettingsChecks.Passwords(options));
        yield return new Check("budget", SettingsChecks.Budget(options));
        yield return Check.From("sizes", [.. files.Select(mount => (mount.Name, SettingsChecks.Sizes(mount)))]);
        foreach (var check in Summarize(remote))
        {
            yield return check;
        }

        var direct = files.Zip(found).Where(mount => mount.First.IsOfDirectLinks).ToList();
        if (direct.Count > 0)
        {
            var paths = new EscapedPathCheck(new LinkHost(origin, time), time);
            var findings = new List<(string, Finding)>();
            foreach (var (mountFiles, known) in direct)
            {
                findings.Add((mountFiles.Name, await paths.RunAsync(mountFiles, known.Findings, cancellationToken)));
            }

            yield return Check.From("escaped-path", findings);
        }

        // What was asked by a public address has come through its proxy by now.
        yield return new Check("forwarded", await new ForwardedCheck(gateway).RunAsync(local, cancellationToken));
        yield return new Check("hashes", SettingsChecks.Hashes(options));
        if (options.Mounts.Any(mount => mount.HasDownloadProxy))
        {
            yield return new Check("download-proxy-token", SettingsChecks.DownloadProxyTokens(options.Mounts));
        }

        if (options.RemoteAuthentication.Enabled)
        {
            yield return new Check(
                "remote-auth", await new RemoteAuthCheck(gateway, time).RunAsync(address, options.PublicUrl, files, key, cancellationToken));
        }
    }

    private static IEnumerable<Check> Summarize(List<(string Mount, RemoteFindings Findings)> remote) => remote.Count == 0 ? [] :
    [
        Check.From("token", [.. remote.Select(mount => (mount.Mount, mount.Findings.Token))]),
        Check.From("listing", [.. remote.Select(mount => (mount.Mount, mount.Findings.Listing))]),
        Check.From("direct-links", [.. remote.Select(mount => (mount.Mount, mount.Findings.DirectLinks))]),
        Check.From("direct-traffic", [.. remote.Select(mount => (mount.Mount, mount.Findings.DirectTraffic))]),
    ];
}
