namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>What the open platform says of the account.</summary>
/// <param name="Uid">The account ID.</param>
/// <param name="DirectTraffic">Bytes of direct-link traffic that are left; null when 123 does not say.</param>
/// <param name="IsVip">Whether the account is a paying member's.</param>
/// <param name="HidesUid">Whether direct links leave the account ID out.</param>
public sealed record OpenPlatformUser(ulong Uid, long? DirectTraffic, bool IsVip, bool HidesUid);
