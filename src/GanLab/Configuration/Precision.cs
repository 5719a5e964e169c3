namespace GanLab.Configuration;

/// <summary>The number format of the heavy arithmetic; weights, normalisation, losses and penalties stay fp32 in all of them.</summary>
public enum Precision
{
    /// <summary>fp32 on the CPU; TF32 on CUDA.</summary>
    Auto,

    /// <summary>IEEE single precision throughout.</summary>
    Fp32,

    /// <summary>Products of matrices and convolutions with a 10-bit mantissa; CUDA only, the same as fp32 elsewhere.</summary>
    Tf32,

    /// <summary>Convolutions and matrix products in bfloat16 through autocast; needs the system engine.</summary>
    Bf16,
}
