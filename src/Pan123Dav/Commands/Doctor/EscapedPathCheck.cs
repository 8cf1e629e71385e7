namespace Pan123Dav.Commands.Doctor;

/// <summary>
/// Whether the link host takes the signature over the decoded path, as 123 documents it, where that differs from the path as it is sent: the two forms are
/// the same for ASCII names without blanks, so that a drive of those works either way.
/// </summary>
internal sealed class EscapedPathCheck(LinkHost host, TimeProvider time)
{
    /// <param name="mount">A mount of direct links.</param>
    /// <param name="links">What was found of its links.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<Finding> RunAsync(MountFiles mount, MountFindings links, CancellationToken cancellationToken)
    {
        if (!mount.IsSigned)
        {
            return Finding.Skip("there is no PrivateKey");
        }

        if (links.Unsigned.Status == CheckStatus.Fail)
        {
            return Finding.Skip("cannot be told as long as unsigned links are accepted");
        }

        SampleFile? refused = null;
        foreach (var file in mount.EscapedFiles)
        {
            // Known already, and a byte is a byte.
            if (file == links.Accepted)
            {
                return Accepted();
            }

            var expires = time.GetUtcNow() + mount.Options.ValidDuration;
            switch ((await host.TryAsync(mount.Signed(file, expires), cancellationToken)).Verdict)
            {
                case LinkOutcome.Accepted:
                    return Accepted();
                case LinkOutcome.Refused
                    when (await host.TryAsync(mount.SignedAsEscaped(file, expires), cancellationToken)).Verdict == LinkOutcome.Accepted:
                    return TakesEscaped(file);
                case LinkOutcome.Refused:
                    refused ??= file;
                    break;
            }
        }

        return mount.EscapedFiles.Count == 0 ? Finding.Skip("no link has blanks or other letters than ASCII in its path")
            : links.Signed.Status == CheckStatus.Fail ? Finding.Skip("cannot be told as long as signed links are not accepted")
            : refused is { } dead ? Finding.Fail(
                $"the link of {dead.Path} is refused, whether its path is signed decoded or escaped",
                "Get that file's direct link again in 123's web drive (right-click the file: Get direct link).")
            : Finding.Skip("cannot be told: the first links with such a path are dead");
    }

    private static Finding Accepted() => Finding.Pass("paths with blanks or other letters than ASCII are accepted as they are signed: decoded");

    private static Finding TakesEscaped(SampleFile file) => Finding.Fail(
        $"the link of {file.Path} is accepted only with a signature over the escaped path (%E7%AC%AC), and the gateway signs the decoded one",
        "Give such files and folders names of ASCII letters without blanks at 123 and get their direct links again, and report this to the "
        + "makers of Pan123Dav: 123 documents the decoded path.");
}
