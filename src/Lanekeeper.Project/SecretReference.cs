namespace Lanekeeper.Project;

/// <summary>Where a secret is, never the secret: <c>env:NAME</c> or <c>file:/path</c>. Resolved at the moment of use.</summary>
public sealed record SecretReference(SecretKind Kind, string Name)
{
    public override string ToString() => $"{(Kind == SecretKind.Environment ? "env" : "file")}:{Name}";
}

public enum SecretKind
{
    Environment,
    File,
}
