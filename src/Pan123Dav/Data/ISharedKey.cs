namespace Pan123Dav.Data;

/// <summary>A secret that all gateways must have in common, so that what one of them signed is good at every other.</summary>
internal interface ISharedKey
{
    /// <summary>Tells it from other keys; one word.</summary>
    string Name { get; }

    /// <summary>The key as it is here; null while nobody needs it.</summary>
    byte[]? Key { get; }

    /// <summary>Takes over the key that the gateways agreed on.</summary>
    void Adopt(byte[] key);
}
