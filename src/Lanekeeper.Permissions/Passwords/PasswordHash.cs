namespace Lanekeeper.Permissions.Passwords;

/// <summary>What is kept of a password: PBKDF2 with HMAC-SHA-512.</summary>
internal sealed record PasswordHash(byte[] Salt, int Iterations, byte[] Hash);
