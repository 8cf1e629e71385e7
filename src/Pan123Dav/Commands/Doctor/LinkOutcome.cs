namespace Pan123Dav.Commands.Doctor;

/// <summary>What a host did with a link.</summary>
internal enum LinkOutcome
{
    /// <summary>It gave the content, or sent on to where the content is.</summary>
    Accepted,

    /// <summary>It said no.</summary>
    Refused,

    /// <summary>It said that there is no such file.</summary>
    Missing,

    /// <summary>It was busy, broken or not to be reached.</summary>
    Unclear,
}
