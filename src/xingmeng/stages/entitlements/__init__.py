"""What the law gives without an application 免申即享: worked out, told, paid or issued."""
