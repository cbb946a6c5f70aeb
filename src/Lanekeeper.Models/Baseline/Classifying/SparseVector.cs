namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>The features that a text has, by their numbers, and how much of each.</summary>
internal readonly record struct SparseVector(int[] Indices, float[] Values);
