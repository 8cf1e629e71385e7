using System.Globalization;

namespace Pan123Dav.Commands.Doctor;

/// <summary>What 123's guide asks owners to do by hand: try the links of a mount unsigned, signed and expired, and compare clocks.</summary>
internal sealed class LinkChecks(LinkHost host, TimeProvider time)
{
    private const string SwitchOn =
        "On 123's direct-link management page (www.123pan.com/DirectLink) set a key and turn the "
            + "authentication status switch on; write the same key under PrivateKey.";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Ago = TimeSpan.FromHours(1);

    public async Task<MountFindings> RunAsync(MountFiles mount, CancellationToken cancellationToken)
    {
        mount = mount with { Files = [.. mount.Files.Where(file => file.Url.Length > 0)] };
        if (!mount.IsOfDirectLinks || mount.Files.Count == 0)
        {
            var nothing = Finding.Skip(
                !mount.IsOfDirectLinks ? "links of this type are not signed" : mount.Options.Remote is null ? "there is no file" : "there is no direct link");
            return new MountFindings(nothing, nothing, nothing, nothing, null);
        }

        var unsigned = await TryAsync(mount, file => file.Url, cancellationToken);
        if (!mount.IsSigned)
        {
            var noKey = Finding.Skip("there is no PrivateKey");
            return new MountFindings(Unsigned(unsigned), noKey, noKey, Clock(mount, unsigned), null);
        }

        var signed = await TryAsync(mount, file => mount.Signed(file, time.GetUtcNow() + mount.Options.ValidDuration), cancellationToken);
        var isAccepted = signed.Answer.Verdict == LinkOutcome.Accepted;
        var expired = isAccepted
            ? Expired(await host.TryAsync(mount.Signed(signed.File, time.GetUtcNow() - Ago), cancellationToken))
            : Finding.Skip("cannot be told as long as signed links are not accepted");
        return new MountFindings(
            Unsigned(unsigned), Signed(signed), expired, Clock(mount, signed.Answer.Ahead is null ? unsigned : signed), isAccepted ? signed.File : null);
    }

    // Goes on to the next file until one is accepted, so that a dead link hides nothing; of the rest the first that was plainly refused counts.
    private async Task<Trial> TryAsync(MountFiles mount, Func<SampleFile, string> link, CancellationToken cancellationToken)
    {
        Trial? first = null;
        foreach (var file in mount.Files)
        {
            var trial = new Trial(file, await host.TryAsync(link(file), cancellationToken));
            if (trial.Answer.Verdict == LinkOutcome.Accepted)
            {
                return trial with { Before = first };
            }

            first = first is null || (trial.Answer.Verdict == LinkOutcome.Refused && first.Answer.Verdict != LinkOutcome.Refused) ? trial : first;
        }

        return first!;
    }

    private static Finding Unsigned(Trial trial) => trial.Answer.Verdict switch
    {
        LinkOutcome.Accepted => Finding.Fail(
            "the link host gives a file to an unsigned link: URL authentication is off, and anyone who knows a link can spend the quota", SwitchOn),
        LinkOutcome.Refused => Finding.Pass($"unsigned links are refused ({trial.Answer.Told})"),
        LinkOutcome.Missing => Finding.Warn($"cannot be told: the first links of the tree are dead ({trial.Answer.Told})",
            "Put a link that works at the top of the tree text, or remove the dead ones."),
        _ => Finding.Warn($"cannot be told: the link host answered {trial.Answer.Told}", "Try again from this machine when the host can be reached."),
    };

    private static Finding Signed(Trial trial) => trial.Answer.Verdict switch
    {
        LinkOutcome.Accepted when trial.Before is { } before => Finding.Warn(
            $"signed links are accepted, but not that of {before.File.Path} ({before.Answer.Told})",
            "Get that file's direct link again in 123's web drive (right-click the file: Get direct link)."),
        LinkOutcome.Accepted => Finding.Pass("signed links are accepted"),
        LinkOutcome.Missing => Finding.Fail(
            $"the link of {trial.File.Path} is dead ({trial.Answer.Told})",
            "In 123's web drive check that the file is still in a folder with Direct Link Space enabled, and get its direct link again."),
        LinkOutcome.Refused => Finding.Fail(
            $"a freshly signed link of {trial.File.Path} is refused ({trial.Answer.Told}): key or Uid is wrong, or the link is dead",
            "Compare PrivateKey with the key on 123's direct-link management page (www.123pan.com/DirectLink) and Uid with the account ID in its "
            + "settings (www.123pan.com/Setting); if both agree, look at clock below and get the direct link again."),
        _ => Finding.Fail($"the link host cannot be asked: {trial.Answer.Told}", "Check the network and the host in the tree text, and try again."),
    };

    private static Finding Expired(LinkResponse answer) => answer.Verdict switch
    {
        LinkOutcome.Accepted => Finding.Fail("the link host accepts a link of an hour ago, so a link that leaks works for ever", SwitchOn),
        LinkOutcome.Unclear => Finding.Warn($"cannot be told: the link host answered {answer.Told}", "Try again."),
        _ => Finding.Pass($"expired links are refused ({answer.Told})"),
    };

    private static Finding Clock(MountFiles mount, Trial trial)
    {
        if (trial.Answer.Ahead is not { } ahead)
        {
            return Finding.Skip("the link host tells no time");
        }

        var message = string.Create(CultureInfo.InvariantCulture,
            $"the link host's clock is {Math.Abs(ahead.TotalSeconds):0} s {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} this one");
        const string action = "Let this machine keep its time by NTP: a link's time is counted from this clock and checked by the host's.";
        return ahead.Duration() > mount.Options.ValidDuration / 2 && ahead.Duration() > Tolerance ? Finding.Fail(message, action)
            : ahead.Duration() > Tolerance ? Finding.Warn(message, action)
            : Finding.Pass(message);
    }

    private sealed record Trial(SampleFile File, LinkResponse Answer, Trial? Before = null);
}

/// <summary>What was found at one mount.</summary>
/// <param name="Unsigned">Of links without a signature.</param>
/// <param name="Signed">Of freshly signed ones.</param>
/// <param name="Expired">Of ones that are over.</param>
/// <param name="Clock">Of the host's clock.</param>
/// <param name="Accepted">The file whose signed link was accepted; null for none.</param>
internal sealed record MountFindings(Finding Unsigned, Finding Signed, Finding Expired, Finding Clock, SampleFile? Accepted);
