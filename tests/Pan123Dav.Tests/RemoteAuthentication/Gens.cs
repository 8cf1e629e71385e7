using CsCheck;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>Generators that several property tests use.</summary>
internal static class Gens
{
    /// <summary>One of a few texts.</summary>
    public static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
