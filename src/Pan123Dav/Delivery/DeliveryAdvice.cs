using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>What the owner may have configured against players' needs: allowed, but told.</summary>
internal static class DeliveryAdvice
{
    private const string Refused = "123 gives content of shares and personal mounts only to who names its own page as Referer, and players that are redirected do not: "
        + "they get code 1010. Write Auto or Proxy";

    /// <summary>Each with the key that it is about.</summary>
    public static IEnumerable<(string Key, string Problem)> Of(IReadOnlyList<MountOptions> mounts, IReadOnlyList<ClientRuleOptions> clients)
    {
        for (var i = 0; i < mounts.Count; i++)
        {
            if (mounts[i].Delivery == DeliveryMode.Redirect && NeedsReferer(mounts[i]))
            {
                yield return ($"Pan123Dav:Mounts:{i}:{nameof(MountOptions.Delivery)}", Refused);
            }
        }

        if (mounts.Any(NeedsReferer))
        {
            foreach (var rule in clients.Where(rule => rule.Delivery == DeliveryMode.Redirect))
            {
                yield return ($"Pan123Dav:Clients ({rule.UserAgent})", Refused);
            }
        }
    }

    /// <summary>Whether links to this mount's files work only with a Referer that no redirect can bring about.</summary>
    public static bool NeedsReferer(MountOptions mount) => mount.Type is MountType.Share or MountType.Personal;
}
