namespace Pan123Dav.Commands.Doctor;

/// <summary>What was found at one mount.</summary>
internal sealed record MountFindings(Finding Unsigned, Finding Signed, Finding Expired, Finding Clock);
