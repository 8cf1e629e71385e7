using System.Globalization;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>What the owner may have configured so that 123 would refuse their own films: allowed, but told.</summary>
internal static class RemoteAuthenticationAdvice
{
    /// <summary>The keys that are doubtful, and what to write.</summary>
    public static IEnumerable<(string Key, string Problem)> Find(RemoteAuthenticationOptions options, IReadOnlyList<MountOptions> mounts)
    {
        if (!options.Enabled)
        {
            yield break;
        }

        for (var i = 0; i < mounts.Count; i++)
        {
            if (mounts[i] is { Type: MountType.DirectLink, SignsLinks: false })
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"Pan123Dav:Mounts:{i}:PrivateKey"),
                    "is empty, and /remote-auth grants signed links only: 123 will refuse every file of this mount. Write 123's key");
            }
        }

        if (mounts.Count > 0 && !mounts.Any(mount => mount.SignsLinks))
        {
            yield return ("Pan123Dav:RemoteAuthentication:Enabled",
                "is true, but no mount signs direct links, and there is nothing that 123 could ask about: write PrivateKey, or remove it");
        }
    }
}
