namespace Pan123Dav.Commands.Doctor;

/// <summary>What was found at one mount that asks 123 for its listings.</summary>
internal sealed record RemoteFindings(Finding Token, Finding Listing, Finding DirectLinks, Finding DirectTraffic);
