using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>What the owner may have configured against players' needs: allowed, but told.</summary>
internal static class DeliveryConfigurationWarnings
{
    private const string NeedsReferer = "123 gives content of shares and personal mounts only to who names its own page as Referer, "
        + "and players that are redirected do not: they get code 1010. Write Auto or Proxy";

    private const string Bound = "123 binds the download links of an OpenPlatform mount to the city that asked for them, which is the gateway's: "
        + "players elsewhere that are redirected get code 1010. Write Auto or Proxy, or \"Link\": \"DirectLink\"";

    /// <summary>Each with the key that it is about.</summary>
    public static IEnumerable<(string Key, string Problem)> Find(IReadOnlyList<DeliveredMount> mounts, IReadOnlyList<ClientRuleOptions> clients)
    {
        for (var i = 0; i < mounts.Count; i++)
        {
            if (mounts[i].Delivery == DeliveryMode.Redirect && GetProblem(mounts[i]) is { } problem)
            {
                yield return ($"Pan123Dav:Mounts:{i}:{nameof(DeliveredMount.Delivery)}", problem);
            }
        }

        foreach (var problem in mounts.Select(GetProblem).OfType<string>().Distinct())
        {
            foreach (var rule in clients.Where(rule => rule.Delivery == DeliveryMode.Redirect))
            {
                yield return ($"Pan123Dav:Clients ({rule.UserAgent})", problem);
            }
        }
    }

    /// <summary>
    /// Whether links to this mount's files work for the gateway alone: they need a Referer that no redirect can bring about,
    /// or 123 has bound them to where they were asked from.
    /// </summary>
    public static bool IsBoundToGateway(MountOptions mount) => GetProblem(mount) is not null;

    private static string? GetProblem(MountOptions mount) => mount.Type switch
    {
        MountType.Share or MountType.Personal => NeedsReferer,
        MountType.OpenPlatform when !mount.MakesDirectLinks => Bound,
        _ => null,
    };
}
