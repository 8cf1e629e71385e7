namespace Pan123Dav.Emulator.Links;

/// <summary>What the host thinks of a link. 123 says only that bad links are refused, so the reasons are modelled.</summary>
internal enum LinkState
{
    Good,
    Unsigned,
    Malformed,
    Expired,
    WrongUid,
    WrongSignature,
}
