namespace Pan123Dav.Commands.Doctor;

/// <summary>How a check ended, the worse the greater.</summary>
internal enum CheckStatus
{
    /// <summary>There was nothing to try it on.</summary>
    Skip,

    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It should be looked at.</summary>
    Warn,

    /// <summary>Somebody can spend the owner's traffic, or the owner's users cannot.</summary>
    Fail,
}
