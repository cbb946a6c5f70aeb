namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>Gauss's elimination for a small symmetric positive definite matrix, which needs no pivoting. Both arguments are used up.</summary>
internal static class LinearEquations
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            for (var row = i + 1; row < right.Length; row++)
            {
                var factor = matrix[row, i] / matrix[i, i];
                right[row] -= factor * right[i];
                for (var column = i; column < right.Length; column++)
                {
                    matrix[row, column] -= factor * matrix[i, column];
                }
            }
        }

        for (var i = right.Length - 1; i >= 0; i--)
        {
            for (var column = i + 1; column < right.Length; column++)
            {
                right[i] -= matrix[i, column] * right[column];
            }

            right[i] /= matrix[i, i];
        }

        return right;
    }
}
