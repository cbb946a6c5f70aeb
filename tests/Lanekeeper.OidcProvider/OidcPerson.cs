namespace Lanekeeper.OidcProvider;

/// <summary>Who sits at the browser, as the provider knows them.</summary>
public sealed record OidcPerson(string Subject, string Email, string Name);
