"""What an applicant writes, from draft to receipt."""
